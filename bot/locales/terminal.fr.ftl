### Ce que le terminal dit en français, en plus des messages du bot dans fr.ftl.
### Chaque message a son jumeau dans terminal.en.ftl ; un test veille sur les paires.

## Les réponses

terminal-closest = Ce qui s’en approche le plus, sans y répondre :

## verbatim chat

terminal-welcome = { $articles ->
    [0] Verbatim répond avec les mots mêmes des articles, mais il n’y a pas encore d’article : mettez-en dans { $folder } et lancez verbatim index.
    [1] Verbatim répond avec les mots mêmes des articles, source à l’appui. Il y a un article à interroger.
   *[other] Verbatim répond avec les mots mêmes des articles, source à l’appui. Il y a { $articles } articles à interroger.
}
terminal-example = Que dit « { $title } » ?
terminal-examples = Demandez par exemple :
terminal-leave = /help dit ce qu’il y a d’autre, /quit met fin à la conversation.
terminal-help =
    Écrivez une question, en français ou en anglais. Si une question courte la suit, les deux sont lues ensemble.
    « mots exacts », -mot, source:nom, lang:fr, after:2017-10 ou before:2018 dans une question la restreignent.
    /articles  tous les articles
    /verify    et une citation : est-elle exacte, mot pour mot ?
    /help      cette aide
    /quit      la fin ; Ctrl-D aussi
terminal-unknown-command = Je ne connais pas { $command }. Il y a /articles, /verify, /help et /quit.

## verbatim verify

terminal-legend = { $left_out } : seulement dans l’article. { $added } : seulement dans la citation.

## verbatim articles

terminal-paragraphs = { $paragraphs ->
    [0] aucun paragraphe
    [1] un paragraphe
   *[other] { $paragraphs } paragraphes
}
