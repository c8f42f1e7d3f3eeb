"""Small words by which a language is told, accents left out.

`TELLING` are question words, pronouns and verbs of asking: one of them among words that are no English says which
language it is. `JOINING` are articles and the like, which stand in English names as well ("crème de la crème").
"""

from trekbot.index.words import STOP_WORDS, fold_case

_TELLING = {
    "German": "was wie wo ich werden wann wer warum wieso welche welcher welches welchen muss kann soll sollte lernen brauche wird ist sind gibt kommt dauert bedeutet bin habe mochte kannst wir mir mich erklare wofur",
    "French": "que quoi quel quelle quels quelles ou je dois comment pourquoi apprendre est sont faut faire combien qui quand puis c'est qu'est ce explique veux peux suis commencer apres avant",
    "Spanish": "que como donde debo aprender cual cuando necesito tengo hay puedo significa cuanto cuantos son quien por quiero explica estoy empezar antes despues gracias",
    "Portuguese": "que como onde devo aprender qual quando preciso tenho posso significa quanto quantos sao quem quero explique estou comecar antes depois obrigado",
    "Italian": "che come dove devo imparare quale quando cosa sono quanto quanti chi voglio perche posso significa spiega inizio prima dopo cos'e grazie",
    "Dutch": "wat hoe waar ik moet welke leren kan ben wanneer waarom wie betekent duurt heb nodig krijg begin eerst",
    "Polish": "co jak gdzie jest kiedy dlaczego musze uczyc jaki ktore nauczyc ile mam moge znaczy kto zaczac",
    "Swedish": "vad hur var jag nar varfor maste kan lara vilken vilka ar det betyder lang borjar behover",
    "Danish": "hvad hvordan hvor jeg hvornar hvorfor skal laere hvilken hvilke er det betyder begynder hva hvem",
    "Finnish": "mika mita miten missa milloin miksi on pitaa opin kuinka kuka mina voin",
    "Czech": "co jak kde je kdy proc musim ucit ktery ktere kolik mam mohu znamena kdo zacit",
    "Hungarian": "mi mit hogyan hol mikor miert kell tanulni melyik mennyi vagyok jelent ki ez",
    "Romanian": "ce cum unde este cand trebuie invat care cat sunt inseamna cine incep",
    "Turkish": "ne nasil nerede ogrenmeliyim gerekir hangi neden nedir kim mi ogrenmek once sonra baslamaliyim kac",
    "Indonesian": "apa yang harus saya pelajari bagaimana mana itu kenapa berapa siapa apakah adalah kapan belajar sebelum sesudah",
    "Hindi": "kya hai kaise kahan kyun mujhe chahiye kaun kab hain karna seekhna",
    "Vietnamese": "gi la nao phai hoc toi tai sao khi nhu bao nhieu lam",
    "Tagalog": "ano ang paano saan bakit kailangan ako matuto kailan sino",
}  # fmt: skip
_JOINING = {
    "German": "der die das und nicht ein eine einen fur mit vor nach wenn auf zu von den dem im zum zur uber bei aus es lange als wenn auch noch",
    "French": "le la les des pour avec dans un une du qu sur au il et ne pas en l' d' qu'",
    "Spanish": "el la los las es y en un una para con del se al de lo mas",
    "Portuguese": "o os as e em um uma para com do da nao se ao de mais",
    "Italian": "il lo gli le e di un una per con del della si il nel",
    "Dutch": "de het een en is niet voor met na van zijn op te dan als over",
    "Polish": "i w na z przed po sie nie czy dla to",
    "Swedish": "och en ett i pa for med innan efter av som inte att till",
    "Danish": "og en et i pa for med foer efter af som ikke at til",
    "Finnish": "ja ei ennen jalkeen kun tai",
    "Czech": "a v na z pred po se ne pro to",
    "Hungarian": "a az es nem egy elott utan",
    "Romanian": "si in un o de la pe cu inainte dupa nu",
    "Turkish": "ve bir bu icin ile",
    "Indonesian": "dan di untuk dengan dari ini",
    "Hindi": "ka ki ke se pehle baad aur mein",
    "Vietnamese": "va cua truoc sau cho",
    "Tagalog": "ng sa mga bago",
}  # fmt: skip
_ENGLISH = STOP_WORDS | {"learn", "need", "know", "start", "please", "explain", "difference", "next"}

TELLING: dict[str, frozenset[str]] = {
    "English": frozenset(_ENGLISH),
    **{language: frozenset(map(fold_case, words.split())) for language, words in _TELLING.items()},
}
FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: words | frozenset(map(fold_case, _JOINING.get(language, "").split()))
    for language, words in TELLING.items()
}
