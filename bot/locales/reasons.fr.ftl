### Pourquoi quelque chose ne peut pas être lu, tel que le bot le dit aux admins en français. Une
### phrase par code des raisons de storage ; le terminal a ses propres mots. Jumeau : reasons.en.ftl.

reason-unknown = Je ne sais pas pourquoi ; le journal en dit peut-être plus.
reason-line = Ligne { $line } – { $reason }
reason-kept = { $reason } Je garde ce que j’y avais lu avant.

## Les pages

refusal-address = Ce n’est pas l’adresse d’une page web. Elle doit commencer par { "http://" } ou { "https://" } et ne contenir ni mot de passe ni numéro de port inhabituel.
refusal-private = Cette adresse mène à une machine qui n’est pas publique ; je ne lis que des pages ouvertes à tous.
refusal-unreachable = Je n’arrive pas à joindre ce site.
refusal-timeout = Ce site met trop de temps à répondre.
refusal-status = Ce site répond que quelque chose ne va pas (erreur { $detail }).
refusal-redirects = Cette adresse renvoie sans cesse à une autre, et jamais à une page.
refusal-kind = Il n’y a pas de page web à cette adresse ({ $detail }).
refusal-too-large = Cette page dépasse { $detail } Mo, c’est trop pour moi.
refusal-encoding = Je n’arrive pas à déchiffrer les caractères de cette page.
refusal-no-text = Je n’ai trouvé aucun article sur cette page.

## L’index dans son ensemble

trouble-disk-full = Le disque de ma machine est plein. Rien n’a été changé ; faites de la place et réessayez.
trouble-read-only = Je n’ai pas le droit d’écrire dans mes propres fichiers. Rendez-les accessibles en écriture, ainsi que leur dossier.
trouble-busy = Un autre programme écrit dans mes fichiers en ce moment. Réessayez dans un instant.
trouble-damaged = Mon index est abîmé. « verbatim check » dit ce qui ne va pas et comment le réparer.
trouble-unreadable = Je n’arrive pas à lire mon index. « verbatim check » dit ce qui ne va pas et comment y remédier.

## Le dossier des articles

flaw-no-folder = Le dossier des articles { $folder } n’existe pas. Créez-le et mettez-y des articles ({ $formats }).
flaw-no-folder-but-a-file = { $folder } devrait être le dossier des articles, mais c’est un fichier.
flaw-folder-unreadable = Je n’arrive pas à ouvrir le dossier des articles { $folder } ({ $detail }).
flaw-no-articles = Il n’y a pas d’article dans { $folder }. Mettez-en là ({ $formats }).
flaw-no-articles-left = Il n’y a plus d’article dans { $folder }. J’ai cru à une erreur et gardé ce qui était indexé : { $articles ->
    [1] un article
   *[other] { $articles } articles
}. Pour repartir de zéro, supprimez le fichier { $db }.

## N’importe quel fichier

flaw-as-told = { $words }
flaw-unreadable = Je n’arrive pas à l’ouvrir ({ $detail }).
flaw-forbidden = Je n’ai pas le droit de l’ouvrir.
flaw-name = Son nom contient des caractères qui ne s’affichent pas. Renommez-le.
flaw-link-nowhere = C’est un lien qui ne mène nulle part.
flaw-link-out = C’est un lien qui mène hors du dossier des articles. Mettez-y le fichier lui-même.
flaw-not-a-file = Ce n’est pas un fichier ordinaire.
flaw-gone = Ma copie a disparu. Ajoutez-le à nouveau, ou retirez-le.
flaw-empty = Ce fichier est vide.
flaw-grew = Ce fichier grandissait encore pendant que je le lisais. Envoyez /reindex quand il sera complet.
flaw-too-large = { $size } Mo, c’est trop pour un seul article ; je vais jusqu’à { $most } Mo. Divisez-le.
flaw-large-document = Je ne lis que des documents de { $most } Mo au plus.
flaw-broken-mark = Ce fichier dit être en { $encoding }, mais ne l’est pas (à partir de l’octet { $byte }). Enregistrez-le en UTF-8.
flaw-unclear-encoding = Je n’arrive pas à déchiffrer les caractères de ce fichier (le premier qui me gêne est l’octet { $byte }, { $value }). Enregistrez-le en UTF-8.

## Les articles et ce qui en est dit

flaw-date = Je ne comprends pas la date « { $date } » et j’ai lu l’article sans elle. Écrivez 2017-10-30, 2017-10 ou 2017.
flaw-web-address = « { $address } » n’est pas une adresse web ; j’ai lu l’article sans elle.
flaw-no-text-in = Je n’ai trouvé aucun texte dans « { $article } ».
flaw-nothing-to-quote = Il n’y a rien là que je puisse citer.
flaw-twice-here = L’identifiant « { $id } » est deux fois dans ce fichier ; seul le premier compte.
flaw-twice = L’identifiant « { $id } » est déjà dans « { $file } » ; seul celui-là compte.
flaw-more = et { $number ->
    [1] un autre du même genre
   *[other] { $number } autres du même genre
}

## Les champs en tête d’un texte

flaw-only-front-matter = Il n’y a pas de texte sous les champs du début.
flaw-unclosed = Les champs du début commencent ici, mais ne finissent jamais : fermez-les par { $fence }.
flaw-long-front-matter = Les champs du début dépassent { $most } caractères.
flaw-deep-front-matter = Les champs du début sont imbriqués trop profondément.
flaw-front-matter = Je n’arrive pas à lire les champs du début. Mettez entre guillemets une valeur qui contient un deux-points ou un guillemet.
flaw-no-fields = Les champs du début doivent être écrits un par ligne, chacun avec son nom et un deux-points.

## Les fichiers avec un article par ligne

flaw-no-lines = Ce fichier est vide. Mettez un article sur chaque ligne.
flaw-long-line = Cette ligne dépasse { $most } Mo. Divisez l’article.
flaw-line-encoding = Je n’arrive pas à déchiffrer les caractères de cette ligne (octet { $byte }). Enregistrez le fichier en UTF-8.
flaw-not-json = Ce n’est pas du JSON (à partir du caractère { $column }).
flaw-unreadable-json = Ce n’est pas du JSON que je sache lire.
flaw-no-object = C’est bien du JSON, mais pas un article : il doit être entre accolades.
flaw-no-id = Cet article n’a pas d’« id ». Donnez à chacun le sien.
flaw-long-id = L’« id » de cet article dépasse { $most } caractères.
flaw-no-text-field = Cet article n’a pas de « text ».
flaw-inflates = Ce qui est compressé dans ce fichier est beaucoup trop gros. Je ne lis pas plus loin.
flaw-broken-gzip = Ce qui est compressé dans ce fichier s’interrompt ici.

## Les pages web dans des fichiers

flaw-large-page = Je ne lis que des pages de { $most } Mo au plus.
flaw-no-text = Je n’ai trouvé aucun article sur cette page.
flaw-breaks-parser = Je n’arrive pas à comprendre cette page.
flaw-too-slow = Il me faut plus de { $seconds } secondes pour lire cette page : j’ai renoncé.
flaw-too-much-memory = Il faut trop de mémoire pour lire cette page : j’ai renoncé.
