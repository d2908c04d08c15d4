"""Verbs: forms that every grammar gives, written down here by hand and not made by a rule."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import MOST_TEXT, Desk, arguments_of
from convergio_jupyter.tools.knowledge.english_verbs import forms_of
from convergio_jupyter.tools.knowledge.italian_verbs import TENSES, conjugated
from convergio_jupyter.tools.knowledge.shipped import rows_of
from convergio_jupyter.tools.knowledge.verbs import CONJUGATE


def ask(verb, language="it", lang="en", **more):
    arguments = {"verb": verb, "language": language, **more}
    return CONJUGATE.run(arguments_of(CONJUGATE, json.dumps(arguments), lang), Desk(lang=lang)).text


ITALIAN = """
parlare | presente | parlo parli parla parliamo parlate parlano
parlare | imperfetto | parlavo parlavi parlava parlavamo parlavate parlavano
parlare | passato remoto | parlai parlasti parlò parlammo parlaste parlarono
parlare | futuro | parlerò parlerai parlerà parleremo parlerete parleranno
parlare | condizionale | parlerei parleresti parlerebbe parleremmo parlereste parlerebbero
parlare | congiuntivo presente | parli parli parli parliamo parliate parlino
parlare | congiuntivo imperfetto | parlassi parlassi parlasse parlassimo parlaste parlassero
parlare | imperativo | – parla parli parliamo parlate parlino
credere | presente | credo credi crede crediamo credete credono
credere | congiuntivo presente | creda creda creda crediamo crediate credano
dormire | presente | dormo dormi dorme dormiamo dormite dormono
dormire | passato remoto | dormii dormisti dormì dormimmo dormiste dormirono
dormire | imperativo | – dormi dorma dormiamo dormite dormano
finire | presente | finisco finisci finisce finiamo finite finiscono
finire | congiuntivo presente | finisca finisca finisca finiamo finiate finiscano
finire | imperativo | – finisci finisca finiamo finite finiscano
cercare | presente | cerco cerchi cerca cerchiamo cercate cercano
cercare | futuro | cercherò cercherai cercherà cercheremo cercherete cercheranno
pagare | congiuntivo presente | paghi paghi paghi paghiamo paghiate paghino
cominciare | presente | comincio cominci comincia cominciamo cominciate cominciano
cominciare | futuro | comincerò comincerai comincerà cominceremo comincerete cominceranno
mangiare | presente | mangio mangi mangia mangiamo mangiate mangiano
mangiare | condizionale | mangerei mangeresti mangerebbe mangeremmo mangereste mangerebbero
mangiare | congiuntivo presente | mangi mangi mangi mangiamo mangiate mangino
lasciare | futuro | lascerò lascerai lascerà lasceremo lascerete lasceranno
sbagliare | presente | sbaglio sbagli sbaglia sbagliamo sbagliate sbagliano
sbagliare | futuro | sbaglierò sbaglierai sbaglierà sbaglieremo sbaglierete sbaglieranno
studiare | congiuntivo presente | studi studi studi studiamo studiate studino
studiare | futuro | studierò studierai studierà studieremo studierete studieranno
inviare | presente | invio invii invia inviamo inviate inviano
sognare | presente | sogno sogni sogna sogniamo sognate sognano
essere | presente | sono sei è siamo siete sono
essere | imperfetto | ero eri era eravamo eravate erano
essere | passato remoto | fui fosti fu fummo foste furono
essere | futuro | sarò sarai sarà saremo sarete saranno
essere | congiuntivo presente | sia sia sia siamo siate siano
essere | congiuntivo imperfetto | fossi fossi fosse fossimo foste fossero
essere | imperativo | – sii sia siamo siate siano
avere | presente | ho hai ha abbiamo avete hanno
avere | passato remoto | ebbi avesti ebbe avemmo aveste ebbero
avere | condizionale | avrei avresti avrebbe avremmo avreste avrebbero
avere | congiuntivo presente | abbia abbia abbia abbiamo abbiate abbiano
avere | imperativo | – abbi abbia abbiamo abbiate abbiano
andare | presente | vado vai va andiamo andate vanno
andare | congiuntivo presente | vada vada vada andiamo andiate vadano
andare | futuro | andrò andrai andrà andremo andrete andranno
andare | passato remoto | andai andasti andò andammo andaste andarono
andare | imperativo | – va' vada andiamo andate vadano
fare | imperfetto | facevo facevi faceva facevamo facevate facevano
fare | passato remoto | feci facesti fece facemmo faceste fecero
fare | congiuntivo presente | faccia faccia faccia facciamo facciate facciano
fare | congiuntivo imperfetto | facessi facessi facesse facessimo faceste facessero
dare | passato remoto | diedi desti diede demmo deste diedero
dare | congiuntivo presente | dia dia dia diamo diate diano
dare | congiuntivo imperfetto | dessi dessi desse dessimo deste dessero
dare | imperfetto | davo davi dava davamo davate davano
stare | passato remoto | stetti stesti stette stemmo steste stettero
stare | congiuntivo imperfetto | stessi stessi stesse stessimo steste stessero
stare | futuro | starò starai starà staremo starete staranno
dire | presente | dico dici dice diciamo dite dicono
dire | passato remoto | dissi dicesti disse dicemmo diceste dissero
dire | imperfetto | dicevo dicevi diceva dicevamo dicevate dicevano
dire | imperativo | – di' dica diciamo dite dicano
bere | presente | bevo bevi beve beviamo bevete bevono
bere | futuro | berrò berrai berrà berremo berrete berranno
bere | passato remoto | bevvi bevesti bevve bevemmo beveste bevvero
porre | presente | pongo poni pone poniamo ponete pongono
comporre | passato remoto | composi componesti compose componemmo componeste composero
tradurre | presente | traduco traduci traduce traduciamo traducete traducono
tradurre | passato remoto | tradussi traducesti tradusse traducemmo traduceste tradussero
tradurre | futuro | tradurrò tradurrai tradurrà tradurremo tradurrete tradurranno
attrarre | presente | attraggo attrai attrae attraiamo attraete attraggono
potere | presente | posso puoi può possiamo potete possono
potere | congiuntivo presente | possa possa possa possiamo possiate possano
volere | presente | voglio vuoi vuole vogliamo volete vogliono
volere | condizionale | vorrei vorresti vorrebbe vorremmo vorreste vorrebbero
volere | passato remoto | volli volesti volle volemmo voleste vollero
dovere | presente | devo devi deve dobbiamo dovete devono
dovere | congiuntivo presente | debba debba debba dobbiamo dobbiate debbano
sapere | presente | so sai sa sappiamo sapete sanno
sapere | passato remoto | seppi sapesti seppe sapemmo sapeste seppero
sapere | imperativo | – sappi sappia sappiamo sappiate sappiano
venire | presente | vengo vieni viene veniamo venite vengono
venire | futuro | verrò verrai verrà verremo verrete verranno
venire | passato remoto | venni venisti venne venimmo veniste vennero
ottenere | presente | ottengo ottieni ottiene otteniamo ottenete ottengono
ottenere | passato remoto | ottenni ottenesti ottenne ottenemmo otteneste ottennero
rimanere | congiuntivo presente | rimanga rimanga rimanga rimaniamo rimaniate rimangano
salire | presente | salgo sali sale saliamo salite salgono
uscire | presente | esco esci esce usciamo uscite escono
uscire | congiuntivo presente | esca esca esca usciamo usciate escano
morire | presente | muoio muori muore moriamo morite muoiono
scegliere | presente | scelgo scegli sceglie scegliamo scegliete scelgono
spegnere | presente | spengo spegni spegne spegniamo spegnete spengono
piacere | presente | piaccio piaci piace piacciamo piacete piacciono
piacere | passato remoto | piacqui piacesti piacque piacemmo piaceste piacquero
vedere | passato remoto | vidi vedesti vide vedemmo vedeste videro
vedere | futuro | vedrò vedrai vedrà vedremo vedrete vedranno
vivere | futuro | vivrò vivrai vivrà vivremo vivrete vivranno
nascere | passato remoto | nacqui nascesti nacque nascemmo nasceste nacquero
conoscere | presente | conosco conosci conosce conosciamo conoscete conoscono
leggere | passato remoto | lessi leggesti lesse leggemmo leggeste lessero
leggere | presente | leggo leggi legge leggiamo leggete leggono
prendere | passato remoto | presi prendesti prese prendemmo prendeste presero
promettere | passato remoto | promisi promettesti promise promettemmo prometteste promisero
rompere | passato remoto | ruppi rompesti ruppe rompemmo rompeste ruppero
sedere | presente | siedo siedi siede sediamo sedete siedono
udire | presente | odo odi ode udiamo udite odono
battere | passato remoto | battei battesti batté battemmo batteste batterono
""".strip().splitlines()


@pytest.mark.parametrize("line", ITALIAN)
def test_italian_forms(line):
    verb, tense, forms = (part.strip() for part in line.split("|"))
    assert list(conjugated(verb).forms[tense]) == forms.split()


ALONE = """
parlare parlato parlando
credere creduto credendo
dormire dormito dormendo
fare fatto facendo
dire detto dicendo
bere bevuto bevendo
essere stato essendo
dare dato dando
venire venuto venendo
porre posto ponendo
tradurre tradotto traducendo
attrarre attratto attraendo
scrivere scritto scrivendo
descrivere descritto descrivendo
aprire aperto aprendo
offrire offerto offrendo
morire morto morendo
vivere vissuto vivendo
conoscere conosciuto conoscendo
piacere piaciuto piacendo
correre corso correndo
chiedere chiesto chiedendo
rispondere risposto rispondendo
cuocere cotto cuocendo
vincere vinto vincendo
convincere convinto convincendo
""".strip().splitlines()


@pytest.mark.parametrize("line", ALONE)
def test_italian_participles_and_gerunds(line):
    forms = conjugated(line.split()[0]).forms
    assert [forms["participio"][0], forms["gerundio"][0]] == line.split()[1:]


def test_the_right_auxiliary():
    assert conjugated("andare").forms["passato prossimo"][0] == "sono andato/a"
    assert conjugated("nascere").forms["passato prossimo"][5] == "sono nati/e"
    assert conjugated("scrivere").forms["passato prossimo"][3] == "abbiamo scritto"
    assert conjugated("correre").forms["passato prossimo"][0] == "ho corso (sono corso/a)"
    assert conjugated("credere").forms["passato remoto"][0] == "credei / credetti"


def test_reflexive_verbs():
    forms = conjugated("lavarsi").forms
    assert list(forms["presente"]) == ["mi lavo", "ti lavi", "si lava", "ci laviamo", "vi lavate", "si lavano"]
    assert list(forms["imperativo"]) == ["–", "lavati", "si lavi", "laviamoci", "lavatevi", "si lavino"]
    assert forms["passato prossimo"][0] == "mi sono lavato/a"
    assert conjugated("farsi").forms["imperativo"][1] == "fatti"


ENGLISH = """
be am/is/are was/were been being
have has had had having
do does did done doing
go goes went gone going
say says said said saying
make makes made made making
get gets got got/gotten getting
see sees saw seen seeing
come comes came come coming
take takes took taken taking
give gives gave given giving
know knows knew known knowing
think thinks thought thought thinking
find finds found found finding
tell tells told told telling
feel feels felt felt feeling
leave leaves left left leaving
put puts put put putting
bring brings brought brought bringing
begin begins began begun beginning
write writes wrote written writing
sit sits sat sat sitting
run runs ran run running
lie lies lay lain lying
lay lays laid laid laying
fly flies flew flown flying
buy buys bought bought buying
catch catches caught caught catching
teach teaches taught taught teaching
swim swims swam swum swimming
forget forgets forgot forgotten forgetting
choose chooses chose chosen choosing
quit quits quit quit quitting
read reads read read reading
fall falls fell fallen falling
rise rises rose risen rising
freeze freezes froze frozen freezing
flee flees fled fled fleeing
undo undoes undid undone undoing
understand understands understood understood understanding
walk walks walked walked walking
stop stops stopped stopped stopping
plan plans planned planned planning
rain rains rained rained raining
open opens opened opened opening
visit visits visited visited visiting
happen happens happened happened happening
prefer prefers preferred preferred preferring
admit admits admitted admitted admitting
occur occurs occurred occurred occurring
control controls controlled controlled controlling
offer offers offered offered offering
study studies studied studied studying
play plays played played playing
try tries tried tried trying
enjoy enjoys enjoyed enjoyed enjoying
like likes liked liked liking
agree agrees agreed agreed agreeing
die dies died died dying
tie ties tied tied tying
dye dyes dyed dyed dyeing
watch watches watched watched watching
wash washes washed washed washing
pass passes passed passed passing
fix fixes fixed fixed fixing
echo echoes echoed echoed echoing
panic panics panicked panicked panicking
mix mixes mixed mixed mixing
show shows showed shown showing
fail fails failed failed failing
""".strip().splitlines()


@pytest.mark.parametrize("line", ENGLISH)
def test_english_forms(line):
    found = forms_of(line.split()[0])
    said = (found.base, found.third, found.past, found.participle, found.ing)
    assert " ".join(each.replace(" / ", "/") for each in said) == line


def test_both_spellings_of_travel():
    assert forms_of("travel").ing == "travelling / traveling"
    assert "| Past | travelled / traveled |" in ask("travel", "en")


def test_the_lists_are_long_and_whole():
    italian, english = rows_of("verbs_it.csv"), rows_of("verbs_en.csv")
    assert len({row["infinitive"] for row in italian}) == len(italian)
    assert len([row for row in italian if row["past"] or row["present"]]) >= 60
    assert len({row["base"] for row in english}) == len(english) >= 120
    for row in italian:
        assert row["auxiliary"] in ("avere", "essere", "both")
        assert row["kind"] in ("", "isc", "plain", "stressed")
        assert len(row["present"].split("/")) in (1, 6)
        found = conjugated(row["infinitive"])
        assert found.listed
        for tense in TENSES:
            assert len(found.forms[tense]) == (1 if tense in ("participio", "gerundio") else 6)


def test_it_says_what_it_knows_by_rule_only():
    said = ask("googlare", lang="it")
    assert "coniugato solo secondo la regola" in said
    assert "| loro | googlano |" in said
    assert "finisco" in ask("ammutinire")
    assert "by rule only" not in ask("parlare")
    assert "Conjugated like porre." in ask("comporre")
    assert "follow the rule" in ask("to blog", "en")
    assert "irregular verb." in ask("to go", "en")


def test_compound_tenses_are_made_with_the_auxiliary():
    assert "| noi | avevamo aperto |" in ask("aprire", tense="trapassato prossimo")
    assert "| lui/lei | fu venuto/a |" in ask("venire", tense="trapassato remoto")
    assert "| io | mi sarei lavato/a |" in ask("lavarsi", tense="condizionale passato")
    assert "| loro | abbiano letto |" in ask("leggere", tense="congiuntivo passato")
    assert "| voi | foste andati/e |" in ask("andare", tense="congiuntivo trapassato")
    assert "avere or essere" in ask("correre", tense="futuro anteriore")
    assert "anteriore" not in ask("correre")  # only where it is asked for


def test_a_mood_has_all_its_simple_tenses():
    said = ask("essere", tense="congiuntivo")
    assert "| io | sia | fossi |" in said
    assert "congiuntivo presente (present subjunctive)" in said


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        *(("accorgersi", "accortosi"), ("arrendersi", "arresosi"), ("risolvere", "risolto"), ("dipendere", "dipeso")),
        *(("confondere", "confuso"), ("condividere", "condiviso"), ("invadere", "invaso"), ("deludere", "deluso")),
        *(("includere", "incluso"), ("esplodere", "esploso"), ("sconfiggere", "sconfitto"), ("redigere", "redatto")),
        *(("distinguere", "distinto"), ("espellere", "espulso"), ("scuotere", "scosso"), ("opprimere", "oppresso")),
        *(("costringere", "costretto"), ("congiungere", "congiunto"), ("assistere", "assistito"), ("torcere", "torto")),
        *(("scomparire", "scomparso"), ("intervenire", "intervenuto"), ("prevedere", "previsto"), ("mordere", "morso")),
        *(("contraddire", "contraddetto"), ("soddisfare", "soddisfatto"), ("compiere", "compiuto"), ("rodere", "roso")),
        *(
            ("sospendere", "sospeso"),
            ("sopravvivere", "sopravvissuto"),
            ("percorrere", "percorso"),
            ("fingere", "finto"),
        ),
    ],
)
def test_a_participle_that_no_rule_gives_is_known(verb, participle):
    said = ask(verb, tense="participio")
    assert f"participio (participle): {participle}." in said
    assert "by rule only" not in said


def test_it_rains_and_nobody_else_does():
    said = ask("piovere")
    assert "| io | – | – | – |" in said
    assert "| lui/lei | piove | pioveva | piovve |" in said
    assert "impersonal verb" in said
    assert "| lui/lei | ha piovuto (è piovuto) |" in ask("piovere", tense="passato prossimo")
    assert "| loro | – |" in ask("nevicare", tense="presente")
    assert "| tu | – |" in ask("nevicare", tense="imperativo")
    assert "| loro | accadono |" in ask("accadere", tense="presente")
    assert "| io | – |" in ask("accadere", tense="presente")
    assert "verbo impersonale" in CONJUGATE.run({"verb": "piovere", "language": "it"}, Desk(lang="it")).text


def test_either_form_in_use_is_given():
    assert (forms_of("hang").past, forms_of("hang").participle) == ("hung / hanged", "hung / hanged")


def test_a_verb_without_a_participle_has_no_compound_tenses():
    said = ask("prudere")
    assert "| lui/lei | prude | prudeva |" in said
    assert "participio (participle): –; gerundio (gerund): prudendo." in said
    assert "It has no participle, and so no compound tenses." in said
    assert "Non ha il participio" in ask("prudere", lang="it", tense="participio")
    assert "| lui/lei | – |" in ask("prudere", tense="passato prossimo")


def test_one_tense_alone():
    said = ask("Andare", tense="futuro")
    assert "| io | andrò |" in said
    assert "vado" not in said
    assert "gerundio (gerund): andando." in ask("andare", tense="gerundio")


@given(st.text("aeirsvbcghlndt ", max_size=30).map(lambda said: said + "are") | st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_anything_is_conjugated_or_refused(verb):
    for language in ("it", "en"):
        with contextlib.suppress(Unable):
            said = CONJUGATE.run({"verb": verb, "language": language}, Desk(lang="it")).text
            assert "<" not in said
            assert len(said) < MOST_TEXT


@pytest.mark.parametrize(
    ("verb", "language", "problem"),
    [
        ("casa", "it", "no Italian infinitive"),
        ("urre", "it", "no Italian infinitive"),
        ("<b>are", "it", "no Italian infinitive"),
        ("", "it", "do not fit"),
        ("amare", "la", "do not fit"),
        ("can", "en", "modal verb"),
        ("give up", "en", "in one word"),
    ],
)
def test_what_is_no_verb_is_said(verb, language, problem):
    with pytest.raises(Unable, match=problem):
        ask(verb, language)
