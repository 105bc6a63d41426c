### Ce que le bot dit en français. Du texte simple, sans HTML : il est protégé à l’affichage.
### Chaque message a son jumeau dans en.ftl ; un test veille sur les paires.

## La carte de réponse

button-next = Suivant { $number }/{ $total }
button-more = Plus de contexte
button-less = Moins de contexte
button-why = Pourquoi ?
button-why-less = Masquer
also-in = Aussi dans
showing-results = Résultats pour { $words }
quoted-word = « { $word } »

why-title = Pourquoi cette citation ?
why-words = Ces mots correspondent à la question, du plus rare au plus courant :
why-no-words = Elle n’a aucun mot en commun avec la question ; c’est son sens qui s’en approche le plus.
why-word = { $word } – dans { $held ->
    [1] un paragraphe
   *[other] { $held } paragraphes
} sur { $total }
why-very-likely = Confiance : { NUMBER($percent) } %. Elle répond très probablement à la question.
why-likely = Confiance : { NUMBER($percent) } %. Elle répond probablement à la question.
why-unsure = Confiance : { NUMBER($percent) } %. Elle répond peut-être à la question, mais je n’en suis pas sûr.
why-unlikely = Confiance : { NUMBER($percent) } %. Elle ne répond sans doute pas à la question ; c’est seulement la suivante.
why-forgotten = Je ne me souviens plus de la question posée, je ne peux donc plus dire pourquoi j’ai cité ce passage. Reposez-la, et je vous le dirai.

vote-counted = { $vote } Merci, votre vote compte. Vous pouvez encore en changer.
vote-changed = { $vote } Votre vote a été modifié.
vote-same = { $vote } C’est déjà votre vote.

## Quand les articles ne répondent pas

no-match = Rien dans les articles ne parle de cela.
not-sure = Les articles ne le disent pas.
did-you-mean = Vouliez-vous dire { $words } ?
searched-outlets = Dans ce groupe, je ne cherche que dans : { $outlets }.
closest-titles = Peut-être proches, mais ce n’est pas une réponse :
talk-greeting = Bonjour ! Que voulez-vous trouver dans les articles ?
talk-thanks = À votre service ! Si vous avez une autre question, je suis là.
talk-goodbye = À bientôt !
talk-other = Je suis là si vous avez une question sur les articles.
talk-complaint = Désolé de ne pas vous avoir aidé. Dites-le autrement, ou donnez-moi un nom précis : je chercherai encore.
talk-about-answer = La ligne sous une citation dit d’où elle vient ; les boutons, s’il y en a, montrent ce qui l’entoure, d’autres citations, et pourquoi je l’ai choisie.
talk-invitation = Je vous écoute ! Écrivez-moi votre question, avec vos mots à vous.
talk-about-me = Je suis un robot : je réponds aux questions avec les mots exacts des articles, je dis où ils se trouvent et je n’invente rien. Posez-moi la vôtre, avec vos mots à vous. /articles montre ce qu’il y a, /help ce que je sais faire.
talk-about-articles = /articles montre tous les articles. Demandez-moi ce que vous voulez en savoir.
talk-beyond = Cela, je ne sais pas le faire : je cite les articles, mot pour mot. Posez-moi une question à leur sujet, ou lisez-les vous-même : /articles les montre tous.
no-question = Que voulez-vous savoir ? Écrivez-moi votre question, avec vos mots à vous.
no-question-in-group = Que voulez-vous savoir ? Écrivez votre question après /ask, ou répondez à ce message.
no-articles = Je n’ai encore aucun article à citer.
only-text = Je ne sais lire que du texte. Écrivez-moi votre question.
to-be-added = Pour ajouter ce document aux articles, répondez-y par /add.
passage-gone = Ce passage a été modifié ou retiré depuis : je ne peux plus le montrer.
passage-gone-from = Ce passage de { $title } a été modifié ou retiré depuis : je ne peux plus le montrer.
article-gone = Cet article n’est plus là. /articles montre ceux qu’il y a maintenant.
button-article = L’article actuel
passage-skipped = Un passage a été modifié ou retiré depuis ; voici le suivant.

## Dans n’importe quelle discussion : le nom du bot et quelques mots

inline-empty = Écrivez des mots à chercher, ou venez en privé
inline-nothing = Rien à citer. Demandez-moi en privé
inline-too-many = Cela fait beaucoup ! Laissez-moi une minute
inline-taken-up = Vous cherchiez : { $words }
help-inline = Dans toute autre discussion, écrivez @{ $name } et quelques mots, puis choisissez la citation à envoyer.

## Les opérateurs qui restreignent une question

no-match-bare = Rien dans les articles ne correspond à { $operators }.
no-match-narrowed = Rien de ce qui correspond à { $operators } ne parle de cela.
not-sure-narrowed = Ce qui correspond à { $operators } ne le dit pas.
hint-date = Je n’ai pas compris { $written }. Écrivez une date, comme { "after:2017-10" }.
hint-language = Je n’ai pas compris { $written }. Écrivez { "lang:fr" } ou { "lang:en" }.
hint-source = Je n’ai pas compris { $written }. Écrivez un nom juste après les deux-points, comme { "source:“Le Monde”" }.
hint-unclosed = Il n’y a pas de guillemet fermant après { $written } ; j’ai donc cherché ces mots comme les autres.
hint-negated = Je n’ai pas tenu compte de { $written }. On ne peut écarter que des mots seuls, comme -mot.
hint-too-many = Je n’ai pas tenu compte de { $written } : il y en avait trop de cette sorte.
hint-no-words = Que voulez-vous y trouver ? Écrivez votre question à côté de { $written }.
hint-one-of-several = J’ai répondu à l’une de vos questions : « { $written } ». Posez-moi les autres une à une.

## Les dates

date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[other] déc.
} { $year }
date-month = { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[other] déc.
} { $year }

## Faire connaissance

bot-description =
    Je réponds à vos questions par des citations exactes, tirées d’une collection d’articles, et je vous dis où elles se trouvent. Quand les articles n’en disent rien, je vous le dis aussi.

    Posez simplement votre question, avec vos mots à vous.
bot-short-description = Répond à vos questions par des citations exactes d’articles, avec leur source.

welcome =
    Bonjour ! Posez-moi une question : je réponds avec les mots mêmes des articles, et je vous dis où ils se trouvent. Quand les articles n’en disent rien, je vous le dis aussi.

    { $articles ->
        [0] Il n’y a pas encore d’article.
        [1] Il y a un article à interroger.
       *[other] Il y a { $articles } articles à interroger.
    } /articles montre ce qu’il y a, /help ce que je sais faire.

help =
    Demandez-moi ce que vous voulez sur les articles, avec vos mots à vous. Je réponds par des citations exactes, avec leur source ; je n’invente jamais rien.

    Pour aller plus loin, répondez à ma réponse, ou continuez simplement par une question courte.
    Dans un groupe, écrivez /ask et votre question, mentionnez @{ $name }, ou répondez à l’un de mes messages. Sinon, je me tais.
    Pour restreindre une question, ajoutez « mots exacts », -mot, { "source:nom" }, { "lang:fr" }, { "after:2017-10" } (ce mois compris) ou { "before:2018" } (jusqu’en 2017).

help-commands =
    /articles – tous les articles
    /article 2 – lire le deuxième
    /verify et une citation – est-elle exacte, mot pour mot ? Ou répondez /verify à un message.
    /lang – la langue dans laquelle je vous parle
    /privacy – ce que je retiens de vous
    /forgetme – effacer ce que je retiens de vous

help-admin =
    Rien que pour vous :
    /add et l’adresse d’une page web – l’ajouter ; ou envoyez un document avec /add en légende
    /remove – retirer ce qui a été ajouté
    /sources – d’où viennent les articles
    /stats – combien on m’interroge, et comment je réponds
    /gaps – ce que les articles ne disent pas
    /backup – une copie de tout
    /reindex – relire tous les articles

privacy =
    Je ne lis que ce qui m’est adressé : les messages privés ; dans les groupes, /ask, les mentions de mon nom et les réponses à mes messages ; dans toute discussion, ce qu’on tape après mon nom pour trouver une citation.

    Votre question est effacée dès qu’elle a sa réponse. { $questions }
    Pour comprendre « et c’était quand ? », je garde en tête vos dernières questions, un jour au plus, et pendant cinq minutes ce que vous avez tapé en dernier pour trouver une citation. Rien n’en est enregistré.

    Ce que j’enregistre :
    · la langue que vous avez choisie avec /lang ;
    · vos 👍 et 👎, chacun avec la réponse et son passage, sans la question. Réagir ainsi à une réponse compte aussi, en privé et dans les groupes que j’administre ;
    · pendant trois jours, lequel de mes messages répond auquel des vôtres, par leurs seuls numéros : si vous modifiez votre question, je change ma réponse ;
    · d’un groupe, que j’y suis et ce que ses administrateurs ont choisi avec /settings.

    /forgetme efface aussitôt votre langue, vos votes et vos questions. Les numéros s’effacent d’eux-mêmes.

    { $counts }
privacy-questions-not-kept = Elle n’est écrite nulle part ailleurs.
privacy-questions-kept = Seuls les mots d’une question restée sans réponse sont gardés ; j’y reviens plus bas.
privacy-counts = Je compte combien de questions sont posées, à combien je réponds et en combien de temps, et quel article je cite ; mais pas qui les pose, ni avec quels mots.
privacy-counts-and-gaps = Je compte combien de questions sont posées, à combien je réponds et en combien de temps, et quel article je cite ; pas qui les pose. Quand je ne trouve pas de réponse, je garde les mots de la question pendant trois mois, pour que la personne qui s’occupe de moi voie ce qui manque aux articles. Rien ne dit qu’ils sont de vous : /forgetme ne peut donc pas les retrouver.

forgotten = C’est fait : j’ai oublié votre langue, vos votes et vos questions.

lang-current = Je vous parle en français. Quelle langue préférez-vous ?
lang-set = Désormais, je vous parlerai en français.
lang-automatic-set = Désormais, je parlerai la langue de votre application Telegram, si je la connais.
lang-choices = Voici les langues que je parle :
language-name = Français
button-automatic = Comme mon application

unknown-command = Je ne connais pas cette commande. /help dit ce que je sais faire.

## Les articles

articles-title = { $total ->
    [1] Un article
   *[other] { $total } articles
}
articles-page = page { $page } sur { $pages }
articles-hint = Pour en lire un, touchez son titre ou écrivez /article et son numéro.
article-unknown = { $total ->
    [0] Il n’y a pas encore d’article.
    [1] Il n’y a qu’un article. Écrivez /article 1 pour le lire.
   *[other] Écrivez /article et un nombre de 1 à { $total }. /articles les montre tous.
}
button-previous = ‹ Précédent
button-following = Suivant ›

## Les citations à vérifier

verify-verbatim = Mot pour mot : c’est bien ce qui est écrit dans les articles.
verify-altered = Modifiée : ce n’est pas tout à fait ce que disent les articles.
verify-absent = Absente : ces mots ne sont pas dans les articles.
verify-legend = Barré : seulement dans l’article. Souligné : seulement dans la citation.
verify-original = Le texte exact :
verify-nearest = Ce qui s’en approche le plus :
verify-no-words = Quels mots dois-je chercher ? Écrivez-les après /verify, ou répondez par /verify au message qui les contient.
verify-too-long = C’est trop long pour que je le vérifie d’un coup. Envoyez-moi { $most } caractères au plus.
verify-too-common = Je ne l’ai pas trouvé, mais ces mots sont si courants que je n’ai pas pu regarder partout. Envoyez-moi une citation plus longue.

## Les groupes et la foule

hello-group = Bonjour ! { $articles ->
    [0] Je réponds aux questions avec les mots exacts d’articles, en disant où ils se trouvent. Il n’y a pas encore d’article.
    [1] Je réponds aux questions avec les mots exacts d’un article, en disant où ils se trouvent.
   *[other] Je réponds aux questions avec les mots exacts de { $articles } articles, en disant où ils se trouvent.
} Pour me demander quelque chose, mentionnez @{ $name } dans votre question, écrivez /ask devant, ou répondez à l’un de mes messages ; sinon, je me tais. /settings est réservé aux administrateurs du groupe.
rules-title = Ma façon de répondre dans ce groupe
rules-language = Langue : { $language }
rules-language-readers = celle de la personne qui pose la question
rules-length = Réponses : { $length }
rules-length-usual = la citation, avec des boutons pour voir son contexte et savoir pourquoi je l’ai choisie
rules-length-brief = la citation seule
rules-length-full = la citation, toujours avec ce qui l’entoure
rules-outlets = Sources : { $outlets }
rules-outlets-all = toutes
rules-choose-outlets = Quelles sources puis-je citer dans ce groupe ?
rules-in-groups = /settings sert dans les groupes : les administrateurs y choisissent ma langue, la longueur de mes réponses et les sources que je cite. Ici, c’est /lang qui règle ma langue.
rules-for-administrators = Seuls les administrateurs de ce groupe peuvent changer ma façon d’y répondre.
button-language-readers = Chacun la sienne
button-length-usual = Normale
button-length-brief = Courte
button-length-full = Avec contexte
button-outlets = Sources…
button-all-outlets = Toutes les sources
button-back = ‹ Retour
button-done = Terminé
chat-not-allowed = Je n’ai pas été autorisé à parler dans ce groupe : je m’y tairai. La personne qui s’occupe de moi peut changer cela ; le numéro de ce groupe est { $chat }.
too-many = Cela fait beaucoup de questions d’un coup ! Laissez-moi une minute, puis reposez la vôtre.
too-many-in-group = Cela fait beaucoup de questions pour un seul groupe ! Laissez-moi une minute, puis reposez la vôtre.
apology = Pardon, quelque chose s’est mal passé de mon côté. Reposez votre question dans un instant.

## Pour les admins

command-too-old = Cette commande m’est parvenue avec plus de dix minutes de retard, je ne l’ai donc pas exécutée. Renvoyez-la si vous y tenez toujours.
reindex-started = Je relis les articles…
reindex-upgrading = Préparation de l’index pour ma nouvelle version
reindex-fetching = Lecture des pages web
reindex-reading = Lecture des articles
reindex-indexing = Mise à jour de l’index
reindex-progress = { $stage } : { $done } sur { $total } ({ NUMBER($percent) } %)
reindex-rate = { $rate } par seconde, encore { $left }
reindex-reading-over = Tous les articles ont été lus.
reindex-running = Je m’occupe déjà des articles, depuis { $elapsed }. Réessayez quand ce sera fini.
reindex-busy = Un autre programme met à jour le même index en ce moment. Réessayez quand il aura fini.
reindex-failed =
    Les articles n’ont pas pu être relus. Je continue de répondre avec ce que j’avais.
    { $reason }
reindex-stopped = On m’arrête : j’ai interrompu mon travail sur les articles. Je continue de répondre avec ce que j’avais ; renvoyez votre commande plus tard.
reindex-done = Terminé en { $elapsed }.
reindex-counts = Nouveaux { $new } · modifiés { $changed } · retirés { $removed } · inchangés { $unchanged }
reindex-collection = { $articles ->
    [0] Aucun article
    [1] Un article
   *[other] { $articles } articles
}, { $paragraphs ->
    [0] aucun paragraphe
    [1] un paragraphe
   *[other] { $paragraphs } paragraphes
}.
reindex-failures = { $failed ->
    [1] Un n’a pas pu être lu :
   *[other] { $failed } n’ont pas pu être lus :
}
reindex-failure = · { $source } : { $reason }
reindex-more-failures = { $more ->
    [1] et un autre
   *[other] et { $more } autres
}
duration = { $hours ->
    [0] { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min { $seconds } s
    }
   *[other] { $hours } h { $minutes } min
}

moment = { $day } à { $time } UTC

## Pour les admins : ajouter et retirer

add-how = Que dois-je ajouter ? Écrivez l’adresse d’une page web après /add, ou envoyez-moi un document avec /add en légende. Je lis les pages web et ces types de fichiers : { $formats }
add-format = Je ne sais pas lire ce type de fichier. Je lis ceux-ci : { $formats }
add-too-large = Telegram ne me laisse prendre que des fichiers de 20 Mo au plus. Mettez plutôt celui-ci dans le dossier des articles, puis envoyez /reindex.
add-not-fetched = Je n’ai pas pu prendre ce fichier chez Telegram. Renvoyez-le, s’il vous plaît.
add-page-started = Je lis cette page…
add-document-started = Je lis ce document…
add-refused = Je n’ai rien ajouté. { $reason }
added-new = Ajouté : { $what }, { $paragraphs ->
    [1] un paragraphe
   *[other] { $paragraphs } paragraphes
}. Vous pouvez m’interroger dessus dès maintenant.
added-again = Relu, à la place de ce qu’il y avait : { $what }, { $paragraphs ->
    [1] un paragraphe
   *[other] { $paragraphs } paragraphes
}.
added-articles = { $articles ->
    [1] un article
   *[other] { $articles } articles
} de { $name }

sources-title = D’où viennent les articles
sources-folder = Le dossier des articles : { $articles ->
    [0] aucun article
    [1] un article
   *[other] { $articles } articles
}, { $files ->
    [0] aucun fichier
    [1] un fichier
   *[other] { $files } fichiers
}
sources-folder-troubled = { $troubled ->
    [1] Un de ses fichiers pose problème ; /reindex dit lequel.
   *[other] { $troubled } de ses fichiers posent problème ; /reindex dit lesquels.
}
sources-last-run = Dernière lecture : { $when }
sources-added = Ajoutés avec /add :
sources-none-added = Rien n’a encore été ajouté avec /add.
source-page = { $number }. { $name } · { $articles ->
    [0] aucun article
    [1] un article
   *[other] { $articles } articles
} · lu le { $when }
source-document = { $number }. { $name } · { $articles ->
    [0] aucun article
    [1] un article
   *[other] { $articles } articles
} · ajouté le { $when }
source-problem = ⚠ { $why }

remove-which = Que dois-je retirer ?
remove-nothing = Rien n’a été ajouté que je puisse retirer. Pour retirer un fichier du dossier des articles, supprimez-le de ce dossier et envoyez /reindex.
remove-unknown = Ce numéro n’existe pas. /sources montre ce qui a été ajouté, avec les numéros.
remove-sure = Retirer { $source } ? { $articles ->
    [0] Aucun article n’en vient.
    [1] Je ne citerai plus son article.
   *[other] Je ne citerai plus ses { $articles } articles.
}
remove-started = Je retire { $source }…
remove-done = Retiré : { $source }
remove-gone = Cela a déjà été retiré.
button-remove = Retirer
button-keep = Garder

## Pour les admins : chiffres et copies

stats-title = Les { $days } derniers jours
stats-no-questions = Personne n’a encore rien demandé.
stats-questions = { $questions ->
    [1] Une question
   *[other] { $questions } questions
}, { $refused ->
    [0] toutes avec une réponse
    [1] dont une sans réponse ({ NUMBER($percent) } %)
   *[other] dont { $refused } sans réponse ({ NUMBER($percent) } %)
}
stats-speed = La moitié des réponses ont été trouvées en { $half } ms au plus, 95 % en { $most } ms au plus
stats-votes = 👍 { $helpful } · 👎 { $unhelpful }
stats-articles = Les plus cités :
stats-article = · { $title } – { $times ->
    [1] une fois
   *[other] { $times } fois
}
stats-no-chart = Il n’y a pas d’image : le programme qui dessine n’est pas installé sur ma machine. « make charts » l’installe.
chart-title = Questions par jour
chart-answered = avec réponse
chart-refused = sans réponse
gaps-off = Je ne garde aucune question. Pour voir ce que les articles ne disent pas, donnez à VERBATIM_KEEP_QUESTIONS la valeur yes et redémarrez-moi ; /privacy le dira alors à tout le monde.
gaps-none = Aucune question n’est restée sans réponse ces derniers temps.
gaps-title = Les questions sans réponse, les plus fréquentes d’abord :
gap = · { $words } – { $times ->
    [1] une fois, le { $last }
   *[other] { $times } fois, la dernière le { $last }
}
backup-started = Je fais une copie de tout ce que je garde…
backup-running = Je fais déjà une copie. Je vous l’enverrai quand elle sera prête.
backup-caption = Voici une copie de tout ce que je garde : articles, langues, votes, chiffres. Conservez-la là où personne d’autre ne peut la lire. « verbatim restore » et ce fichier permettent d’y revenir.
backup-on-disk = La copie est prête. Elle fait { $size } Mo et je n’ai pas pu l’envoyer ; elle est sur ma machine : { $path }
backup-failed = Je n’ai pas pu faire de copie. { $reason }

## Les menus à côté du champ de message

menu-ask = Poser une question aux articles
menu-articles = Tous les articles
menu-verify = Vérifier si une citation est exacte
menu-lang = La langue dans laquelle je vous parle
menu-privacy = Ce que je retiens de vous
menu-forgetme = Effacer ce que je retiens de vous
menu-settings = Ma façon de répondre dans ce groupe
menu-help = Ce que je sais faire
menu-add = Ajouter une page web ou un document
menu-remove = Retirer ce qui a été ajouté
menu-sources = D’où viennent les articles
menu-stats = Les chiffres : questions et réponses
menu-gaps = Ce que les articles ne disent pas
menu-backup = Une copie de tout
menu-reindex = Relire tous les articles
