"""Which sentences tell the same thing: a measured set of pairs, most of them across languages.

Two facts that differ are never taken for one, however alike their words are; of the pairs that do
tell the same, most are found.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import analyse
from retrieval.encoder import load_encoder
from retrieval.language import LANGUAGES
from retrieval.same_story import (
    LEAST_AT_A_GLANCE,
    Told,
    group_stories,
    may_stand_for,
    tell_the_same,
)
from retrieval.telling import read_telling

# French and English
TOLD_TWICE = [
    (
        "La mairie de Vernay a acheté 40 vélos électriques pour ses facteurs en mars.",
        "In March the town hall of Vernay bought 40 electric bicycles for its postmen.",
    ),
    (
        "Lucie Abgrall dirige l'usine de Kerlann depuis 2011.",
        "Lucie Abgrall has run the Kerlann factory since 2011.",
    ),
    (
        "La tempête a arraché le toit de l'église de Brennec dans la nuit de samedi.",
        "On Saturday night the storm tore the roof off the church of Brennec.",
    ),
    (
        "Orvane a licencié 320 salariés, soit un quart de ses effectifs.",
        "Orvane has dismissed 320 employees, a quarter of its workforce.",
    ),
    (
        "Le pont de Carrick a coûté 18 millions d'euros, deux fois plus que prévu.",
        "The Carrick bridge cost 18 million euros, twice as much as planned.",
    ),
    (
        "D'après Maeve Donnelly, les phoques ont quitté la baie de Hartwell à cause du bruit.",
        "According to Maeve Donnelly, the seals left Hartwell bay because of the noise.",
    ),
    (
        "Le navigateur Filou bloque désormais les publicités de Tarka et de Melvo.",
        "The Filou browser now blocks the advertisements of Tarka and Melvo.",
    ),
    (
        "Jeudi, le tribunal de Lorzac a condamné le boulanger Yann Morel à trois ans de prison.",
        "On Thursday the Lorzac court sentenced the baker Yann Morel to three years in prison.",
    ),
    (
        "Aux États-Unis, Palmeo compte sept millions d'abonnés.",
        "Palmeo has seven million subscribers in the United States.",
    ),
    (
        "Le musée de Tilmont rouvrira ses portes le 12 septembre, après deux ans de travaux.",
        "The Tilmont museum will open its doors again on 12 September, after two years of works.",
    ),
    (
        "Nadia Ferrec n'a jamais répondu aux lettres de la banque Strell.",
        "Nadia Ferrec never answered the letters of the Strell bank.",
    ),
    (
        "Le syndicat des dockers de Poulmic demande une hausse des salaires de 6 %.",
        "The dockers' union of Poulmic is asking for a wage increase of 6%.",
    ),
    (
        "La société Grelin fabrique des écouteurs pour les enfants malentendants.",
        "The Grelin company makes headphones for hard of hearing children.",
    ),
    (
        "Une panne d'électricité a immobilisé les trains entre Brest et Quimper mardi matin.",
        "A power failure stopped trains between Brest and Quimper on Tuesday morning.",
    ),
    (
        "Le réseau Bavarde supprime les comptes restés inactifs pendant dix mois.",
        "The Bavarde network deletes accounts that have been inactive for ten months.",
    ),
    (
        "Sa fille, la chanteuse Anouk Tellier, a hérité de la maison de Saint-Aubert.",
        "His daughter, the singer Anouk Tellier, inherited the house in Saint-Aubert.",
    ),
    (
        "Le fabricant japonais Osaro a présenté à Londres une voiture sans volant.",
        "In London the Japanese maker Osaro presented a car without a steering wheel.",
    ),
    (
        "La vitesse sera limitée à 30 km/h dans tout le centre de Granvel.",
        "Speed will be limited to 30 km/h in the whole centre of Granvel.",
    ),
    (
        "Les élèves du lycée Curie ont planté 500 chênes sur la colline de Mareuil.",
        "Pupils of Curie high school have planted 500 oaks on Mareuil hill.",
    ),
    (
        "L'épidémie a touché 64 vaches dans la vallée de Luchet, selon le vétérinaire Paul Arnoux.",
        "The outbreak hit 64 cows in the Luchet valley, says the vet Paul Arnoux.",
    ),
    # Written after the thresholds were set
    (
        "Le chanteur Bako Diarra donnera deux concerts à Dakar au mois de juin.",
        "The singer Bako Diarra will give two concerts in Dakar in June.",
    ),
    (
        "Le loup de Montbriac a tué 28 brebis en une seule nuit.",
        "In a single night the Montbriac wolf killed 28 sheep.",
    ),
    (
        "Son concurrent Zephos vend ses montres deux fois moins cher.",
        "Its competitor Zephos sells its watches for half the price.",
    ),
    (
        "La ministre Irène Calvet a promis mercredi une aide de 900 euros aux pêcheurs.",
        "On Wednesday the minister Irène Calvet promised fishermen 900 euros of aid.",
    ),
    (
        "Le logiciel de Nuvia reconnaît le chant de 350 espèces d'oiseaux.",
        "Nuvia's software recognises the song of 350 species of birds.",
    ),
    (
        "Faute de neige, la station des Ormets fermera ses pistes dimanche.",
        "The Ormets resort will close its slopes on Sunday for lack of snow.",
    ),
    (
        "Le Parlement européen a rejeté le projet par 310 voix contre 288.",
        "The European Parliament rejected the plan by 310 votes to 288.",
    ),
    (
        "L'incendie de l'entrepôt Galdin n'a fait aucun blessé.",
        "Nobody was hurt in the fire at the Galdin warehouse.",
    ),
    (
        "Les clients de Kestrel pourront payer avec leur visage dès le mois d'octobre.",
        "From October customers of Kestrel will be able to pay with their faces.",
    ),
    (
        "L'actrice Romy Sandoz a reçu le prix de la meilleure interprète à Locarno.",
        "In Locarno the actress Romy Sandoz received the award for best performer.",
    ),
]  # fmt: skip
# French and English
DIFFERENT = {
    "another number": (
        "La mairie de Vernay a acheté 40 vélos électriques en mars.",
        "In March the town hall of Vernay bought 60 electric bicycles.",
    ),
    "another number in words": (
        "Le tribunal de Lorzac l'a condamné à trois ans de prison.",
        "The Lorzac court sentenced him to four years in prison.",
    ),
    "another magnitude": (
        "Le pont de Carrick a coûté 18 millions d'euros.",
        "The Carrick bridge cost 18 billion euros.",
    ),
    "a number more": (
        "Palmeo a gagné 7 millions d'abonnés aux États-Unis.",
        "Palmeo gained 7 million subscribers in the United States in 2019.",
    ),
    "another year": (
        "Lucie Abgrall dirige l'usine de Kerlann depuis 2011.",
        "Lucie Abgrall has run the Kerlann factory since 2014.",
    ),
    "another month": (
        "La mairie de Vernay a acheté 40 vélos électriques en mars.",
        "In April the town hall of Vernay bought 40 electric bicycles.",
    ),
    "another day": (
        "Mardi, une panne a immobilisé les trains entre Brest et Quimper.",
        "On Monday a failure stopped trains between Brest and Quimper.",
    ),
    "another unit": (
        "Le réseau Bavarde supprime les comptes inactifs pendant dix mois.",
        "The Bavarde network deletes accounts inactive for ten weeks.",
    ),
    "another person": (
        "Lucie Abgrall dirige l'usine de Kerlann.",
        "Martin Rozec runs the Kerlann factory.",
    ),
    "another first name": (
        "Le maire, Paul Arnoux, a vendu le château de Luchet.",
        "The mayor, Peter Arnoux, sold the castle of Luchet.",
    ),
    "another firm": (
        "Orvane a retiré ses publicités de Bavarde en juillet.",
        "Drumlin withdrew its advertisements from Bavarde in July.",
    ),
    "another place": (
        "Le fabricant Osaro a présenté à Londres une voiture sans volant.",
        "In Geneva the maker Osaro presented a car without a steering wheel.",
    ),
    "another country": (
        "Palmeo compte sept millions d'abonnés en Allemagne.",
        "Palmeo has seven million subscribers in Spain.",
    ),
    "another side": (
        "Osaro ouvrira une usine en Afrique du Nord.",
        "Osaro will open a factory in South Africa.",
    ),
    "names swapped": (
        "Orvane a racheté Drumlin pour 3 millions d'euros.",
        "Drumlin has bought Orvane for 3 million euros.",
    ),
    "accuser and accused swapped": (
        "Tarka accuse Melvo d'avoir copié son application.",
        "Melvo accuses Tarka of having copied its app.",
    ),
    "countries swapped": (
        "La France a battu l'Allemagne en finale à Londres.",
        "Germany beat France in the final in London.",
    ),
    "a negation": (
        "Orvane n'a pas retiré ses publicités de Bavarde.",
        "Orvane has withdrawn its advertisements from Bavarde.",
    ),
    "never": (
        "Nadia Ferrec a répondu aux lettres de la banque Strell.",
        "Nadia Ferrec never answered the letters of the Strell bank.",
    ),
    "a contracted negation": (
        "Nadia Ferrec a répondu aux lettres de la banque Strell.",
        "Nadia Ferrec didn’t answer the letters of the Strell bank.",
    ),
    "a doubt": (
        "Orvane pourrait licencier 320 salariés.",
        "Orvane has dismissed 320 employees.",
    ),
    "a rise and a fall": (
        "Les ventes de Grelin ont augmenté de 6 % en mai.",
        "Sales of Grelin fell by 6% in May.",
    ),
    "buying and selling": (
        "Paul Arnoux a acheté le château de Luchet.",
        "Paul Arnoux has sold the castle of Luchet.",
    ),
    "opening and closing": (
        "Osaro ouvre son usine de Kerlann.",
        "Osaro closes its Kerlann factory.",
    ),
    "hiring and dismissing": (
        "Orvane a embauché 320 salariés.",
        "Orvane has dismissed 320 employees.",
    ),
    "for and against": (
        "Le syndicat de Poulmic soutient le projet de Melvo.",
        "The union of Poulmic opposes Melvo's plan.",
    ),
    "before and after": (
        "Anouk Tellier a chanté avant le discours du maire de Granvel.",
        "Anouk Tellier sang after the speech of the mayor of Granvel.",
    ),
    "more and less": (
        "Palmeo compte plus de 7 millions d'abonnés.",
        "Palmeo has fewer than 7 million subscribers.",
    ),
    "joining and leaving": (
        "Grelin rejoint le boycott de Bavarde.",
        "Grelin leaves the boycott of Bavarde.",
    ),
    "another deed of the same person": (
        "Lucie Abgrall dirige l'usine de Kerlann.",
        "Lucie Abgrall was born in Kerlann.",
    ),
    "another thing of the same place": (
        "Le musée de Tilmont rouvrira en septembre.",
        "The Tilmont swimming pool will open again in September.",
    ),
    "another product": (
        "La société Grelin fabrique des écouteurs pour les enfants.",
        "The Grelin company makes raincoats for children.",
    ),
    "another verdict": (
        "Le tribunal de Lorzac a condamné le boulanger Yann Morel.",
        "The Lorzac court acquitted the baker Yann Morel.",
    ),
    "another animal": (
        "D'après Maeve Donnelly, les phoques ont quitté la baie de Hartwell.",
        "According to Maeve Donnelly, the dolphins left Hartwell bay.",
    ),
    "another reason": (
        "Les phoques ont quitté la baie de Hartwell à cause du bruit des bateaux.",
        "The seals left Hartwell bay because there were no more fish.",
    ),
    "another family": (
        "Sa fille, la chanteuse Anouk Tellier, a hérité de la maison.",
        "His sister, the singer Anouk Tellier, inherited the house.",
    ),
    "another colour": (
        "Osaro a présenté à Londres une voiture rouge.",
        "In London Osaro presented a green car.",
    ),
    "only the firm in common": (
        "Orvane emploie 1 280 personnes dans ses bureaux de Brest.",
        "Orvane was founded by two brothers who made soap.",
    ),
    "nothing to hold on to": (
        "Elle a dit que rien ne serait décidé avant la fin de la semaine.",
        "He says that they will decide it later.",
    ),
    # Written after the thresholds were set
    "another award": (
        "L'actrice Romy Sandoz a reçu le prix de la meilleure interprète à Locarno.",
        "In Locarno the actress Romy Sandoz received a lifetime achievement award.",
    ),
    "the votes swapped": (
        "Le Parlement européen a rejeté le projet par 310 voix contre 288.",
        "The European Parliament rejected the plan by 288 votes to 310.",
    ),
    "adopted, not rejected": (
        "Le Parlement européen a rejeté le projet par 310 voix contre 288.",
        "The European Parliament approved the plan by 310 votes to 288.",
    ),
    "injured or not": (
        "L'incendie de l'entrepôt Galdin n'a fait aucun blessé.",
        "The fire at the Galdin warehouse injured several people.",
    ),
    "another shop": (
        "Les clients de Kestrel pourront payer avec leur visage dès le mois d'octobre.",
        "From October customers of Merlin will be able to pay with their faces.",
    ),
    "another minister": (
        "La ministre Irène Calvet a promis mercredi une aide de 900 euros aux pêcheurs.",
        "On Wednesday the minister Odile Perrin promised fishermen 900 euros of aid.",
    ),
    "other people helped": (
        "La ministre Irène Calvet a promis mercredi une aide de 900 euros aux pêcheurs.",
        "On Wednesday the minister Irène Calvet promised teachers 900 euros of aid.",
    ),
    "another thing recognised": (
        "Le logiciel de Nuvia reconnaît le chant de 350 espèces d'oiseaux.",
        "Nuvia's software recognises the handwriting of 350 species of doctors.",
    ),
    "another cause": (
        "Faute de neige, la station des Ormets fermera ses pistes dimanche.",
        "The Ormets resort will close its slopes on Sunday because of a strike.",
    ),
    "another price": (
        "Son concurrent Zephos vend ses montres deux fois moins cher.",
        "Its competitor Zephos sells its watches for three times the price.",
    ),
    "no words": ("Et alors ?", "What is it?"),
}  # fmt: skip
# One common noun or verb put in another's place, and nothing else: the encoder knows that a wolf is
# near to a bear, not that it isn't one. French and English
BUT_FOR_ONE_WORD = [
    (
        "Le loup de Montbriac a tué 28 brebis en une seule nuit.",
        "In a single night the Montbriac bear killed 28 sheep.",
    ),
    (
        "D'après Maeve Donnelly, les phoques ont quitté la baie de Hartwell à cause du bruit.",
        "Maeve Donnelly says that the dolphins left Hartwell bay because of the noise.",
    ),
    (
        "Le musée de Tilmont rouvrira ses portes le 12 septembre, après deux ans de travaux.",
        "The Tilmont pool will open its doors again on 12 September, after two years of works.",
    ),
    (
        "La société Grelin fabrique depuis 1998 des écouteurs pour les enfants malentendants.",
        "The Grelin company has made raincoats for hard of hearing children since 1998.",
    ),
    (
        "Sa fille, la chanteuse Anouk Tellier, a hérité de la maison de Saint-Aubert.",
        "His daughter, the singer Anouk Tellier, burnt down the house in Saint-Aubert.",
    ),
    (
        "Le réseau Bavarde supprime les comptes restés inactifs pendant dix mois.",
        "The Bavarde network deletes messages that have been unread for ten months.",
    ),
    (
        "Orvane a retiré ses publicités de Bavarde en juillet pour protester contre les insultes.",
        "Orvane withdrew its shares from Bavarde in July to protest against insults.",
    ),
    (
        "La ministre Irène Calvet a promis mercredi une aide de 900 euros aux pêcheurs.",
        "On Wednesday the minister Irène Calvet promised teachers 900 euros of aid.",
    ),
]  # fmt: skip


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Compare two sentences, each given with its language; the order makes no difference."""
    tellings = read_telling(*one), read_telling(*other)
    found = tell_the_same(*tellings)
    assert tell_the_same(*reversed(tellings)) == found
    return found


# Across languages


@pytest.mark.parametrize(("french", "english"), DIFFERENT.values(), ids=DIFFERENT)
def test_facts_that_differ_are_never_taken_for_one(french, english):
    assert not same((french, "fr"), (english, "en"))


def test_most_of_what_is_told_in_both_languages_is_found():
    missed = [pair for pair in TOLD_TWICE if not same((pair[0], "fr"), (pair[1], "en"))]
    assert len(missed) <= 0.3 * len(TOLD_TWICE), missed


def test_sentences_of_different_pairs_are_never_taken_for_one():
    for place, (french, _) in enumerate(TOLD_TWICE):
        for other, (_, english) in enumerate(TOLD_TWICE):
            assert place == other or not same((french, "fr"), (english, "en"))


def test_another_word_in_one_place_is_noticed_more_often_than_not():
    merged = [p for p in BUT_FOR_ONE_WORD if same((p[0], "fr"), (p[1], "en"))]
    assert len(merged) <= 0.5 * len(BUT_FOR_ONE_WORD), merged


# In one language

WOLF = "Le loup de Montbriac a tué 28 brebis en une seule nuit de mars."


@pytest.mark.parametrize(
    "other",
    [
        WOLF,
        "« Le loup de Montbriac a tué 28 brebis, en une seule nuit de mars »",
        "Le loup de Montbriac a tué 28 brebis en une nuit de mars.",
    ],
)
def test_nearly_the_same_words_tell_the_same(other):
    assert same((WOLF, "fr"), (other, "fr"))


@pytest.mark.parametrize(
    "other",
    [
        "Le loup de Montbriac a tué 29 brebis en une seule nuit de mars.",
        "Le loup de Tilmont a tué 28 brebis en une seule nuit de mars.",
        "Le loup de Montbriac n'a pas tué 28 brebis en une seule nuit de mars.",
        "Le chien de Montbriac a tué 28 brebis en une seule nuit de mars.",
        "28 brebis ont tué le loup de Montbriac en une seule nuit de mars.",
        "Le loup de Montbriac aurait tué 28 brebis en une seule nuit de mars.",
        "Le loup de Montbriac a tué.",
        "",
    ],
)
def test_other_words_tell_something_else(other):
    assert not same((WOLF, "fr"), (other, "fr"))


def test_short_sentences_must_have_the_same_words():
    assert same(("The lock opens.", "en"), ("The lock opens!", "en"))
    assert not same(("The lock opens.", "en"), ("The old lock opens.", "en"))


# Stories

FRENCH = Told("a.md", TOLD_TWICE[3][0], "fr")
ENGLISH = Told("b.md", TOLD_TWICE[7][1], "en")
TWIN = Told("b.md", TOLD_TWICE[7][0], "fr")


def stories_of(told, likeness):
    terms = [frozenset(map(hash, analyse(each.text, each.lang))) for each in told]
    return group_stories(told, likeness, terms.__getitem__)


def test_sentences_of_one_story_are_put_together_in_order():
    other = Told("c.md", WOLF, "fr")
    told = [other, ENGLISH, FRENCH, TWIN._replace(article="d.md")]
    assert stories_of(told, np.ones((4, 4))) == [[0], [1, 3], [2]]


def test_a_number_may_be_in_words_in_one_article_and_in_digits_in_another():
    told = [
        Told(f"{number}.md", f"Kerlann bought {number} electric bicycles for its postmen.", "en")
        for number in ("two", "2", "three")
    ]
    assert stories_of(told, np.ones((3, 3))) == [[0, 1], [2]]


def test_an_article_tells_a_story_once():
    assert stories_of([ENGLISH, TWIN], np.ones((2, 2))) == [[0], [1]]
    again = [Told(key, WOLF, "fr") for key in ("a.md", "b.md", "b.md")]
    assert stories_of(again, np.ones((3, 3))) == [[0, 1], [2]]


def test_no_sentences_are_no_stories():
    assert stories_of([], np.zeros((0, 0))) == []


@pytest.mark.parametrize(("french", "english"), TOLD_TWICE)
def test_a_glance_tells_no_two_tellers_of_a_story_apart(french, english):
    directions = [
        load_encoder().encode(analyse(*told)) for told in ((french, "fr"), (english, "en"))
    ]
    is_near = directions[0] @ directions[1] > LEAST_AT_A_GLANCE
    assert is_near or not same((french, "fr"), (english, "en"))


def test_sentences_of_two_languages_that_are_far_apart_are_not_compared():
    told = [TWIN, ENGLISH._replace(article="d.md")]
    assert stories_of(told, np.ones((2, 2))) == [[0, 1]]
    assert stories_of(told, np.zeros((2, 2))) == [[0], [1]]


def test_only_what_says_as_much_in_the_readers_language_may_stand_for_another():
    short = Told("c.md", "Le tribunal de Lorzac a condamné un boulanger.", "fr")
    assert may_stand_for(TWIN, ENGLISH, "fr")
    assert not may_stand_for(TWIN, ENGLISH, "en")
    assert not may_stand_for(short, ENGLISH, "fr")


@given(text=st.text(max_size=200), lang=st.sampled_from(LANGUAGES))
def test_any_text_can_be_compared(text, lang):
    assert same((text, lang), (text, lang)) == bool(read_telling(text, lang).terms)
    same((text, lang), (WOLF, "fr"))
