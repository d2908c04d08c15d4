"""What Italian-speaking learners write when they, or somebody near them, may need help. See :mod:`.wording`."""

from __future__ import annotations

from .wording import rules

_NAMES = {
    "kin": "padre|papa|madre|mamma|genitori|miei|patrigno|matrigna|zio|zia|fratello|sorella|fratellastro|fratellino|sorellina|"
    "cugino|cugina|nonno|nonna|ragazzo|ragazza|fidanzato|fidanzata|ex|compagno di (?:mia )?(?:madre|mamma)|figlio|figlia|bambino|bimbo|bimba",
    "kins": r"(?:(?:mio|mia|miei|il|la|i|il mio|la mia|i miei|suo|sua|mi) )?(?:\w+ )?(?:<kin>)|papa|mamma",
    "mine": r"(?:(?:il |la |i )?(?:mio|mia|miei|mi) (?:<kin>)|papa|mamma|i miei|il nonno|la nonna|il compagno di (?:mia )?(?:madre|mamma)|la compagna di (?:mio )?(?:padre|papa))",
    "near": r"(?:(?:un|una|il|la|l) )?(?:mio|mia|miei|mie|mi) (?:\w+ )?(?:<kin>|amico|amica|amici|amiche|compagno|compagna|migliore amic[oa]|vicin[oa])|"
    r"(?:un|una) (?:\w+ )?(?:amic[oa]|compagn[oa]|ragazz[oa])|un amic[oa]|papa|mamma|il nonno|la nonna|(?:qualcuno|uno|una) (?:della mia classe|che conosco)",
    "other": "lui|lei|loro|qualcuno|uno|una|tizio|tipo|uomo|signore|compagni|ragazzi|bulli|prof|professore|professoressa|maestro|maestra|"
    "allenatore|prete|istruttore|adulto|sconosciuto|vicino|tutti|grandi|gruppo|classe|ragazzo|ragazza|bidello|capo",
    "fill": r"(?:(?:solo|davvero|proprio|veramente|tanto|sempre|spesso|piu|a|di|che|mi|io|non|ormai|ogni|volte|ancora|anche|volta|soltanto|"
    r"poter|dover|ne|lo|e|cosi|oggi|stasera|stanotte|adesso|ora|subito) ){0,5}",
    "joke": r"(?! (?:dal|dalla|dalle|dal ridere|di (?:ridere|risate|sonno|fame|noia|studio|caldo|freddo|vergogna|invidia|curiosita|sete|lavoro|compiti|fatica)|"
    r"nel (?:gioco|videogioco)|al livello|in minecraft|su fortnite|(?:a|di) studiare|sui libri|per (?:questa|questo|una|un) (?:verifica|compito|pizza)))",
    "mishap": r"(?! (?:i capelli|le unghie|una fetta|un pezzo|la barba|la frangia|con (?:la carta|il foglio|un foglio)|per sbaglio|cucinando|giocando|cadendo|affettando|le punte|al parco|a calcio))",
    "game": r"(?! (?:sempre )?(?:a|al|alla|ai|in) (?:scacchi|dama|carte|briscola|calcio|tennis|ping|gioco|scala|risiko|monopoli|basket|pallavolo|play|corsa|gara))",
}

SELF_HARM = rules(
    [
        "(?:voglio|vorrei|volevo|desidero|preferirei|preferisco|spero di|meglio|voglia di|non vedo l ora di) <fill>(?:morire|essere morta?o?|crepare|morir|non esserci piu)<joke>",
        "mi <fill>(?:voglio|vorrei) <fill>(?:morire|morta|morto|ammazzare|uccidere|suicidare|togliere la vita|buttare (?:giu|sotto|dal|dalla)|impiccare|tagliare)<mishap><joke>",
        "(?:voglio|vorrei|volevo|penso di|pensato di|pensando di|sto per|medito di|deciso di|provato a|cercato di|tentato di|potrei|devo|riesco a|smettere di|voglia di|ricominciato a|cominciato a|iniziato a|continuo a|idea di|pensiero di) <fill>"
        "(?:ammazzarmi|uccidermi|suicidarmi|togliermi la vita|impiccarmi|tagliarmi|buttarmi (?:dal|dalla|sotto|giu|dal balcone|nel vuoto)|farmi (?:del )?male|farmi fuori|"
        "buttarmi giu|avvelenarmi|spararmi|annegarmi|lanciarmi (?:dal|dalla|sotto)|bruciarmi)<mishap><joke>",
        "(?:voglio|vorrei|penso di|pensato di|pensando di|deciso di|per|bisogno di|solo) <fill>farla finita(?! con (?:quest|il|la|lo|i|le|gli|sto|sta|l))",
        "(?:stasera|stanotte|oggi|domani|adesso|ora|io|prima o poi|allora|e poi|giuro che|se continua) mi (?:ammazzo|uccido|suicido|impicco|butto (?:giu|sotto|dal)|sparo)<joke>",
        "mi (?:suicido|impicco|uccido)<joke>",
        "mi (?:ammazzo|sparo)(?= \\.)",
        "mi butto (?:giu )?(?:sotto (?:un|il) treno|dal balcone|dalla finestra|dal tetto|dal ponte)(?! con)",
        "non (?:voglio|vorrei|ho voglia di|ho piu voglia di|riesco a|ce la faccio a|posso) <fill>(?:vivere|esistere|stare al mondo|essere viv[oa]|svegliarmi|continuare a vivere|andare avanti)"
        "(?! (?:in|con|a|al|alla|nel|nella|senza|qui|li|da sol[oa])(?! (?:questo|questa) (?:mondo|modo|vita)))(?! \\w+ (?:il|lo|la|l) (?:esercizio|problema))",
        "non (?:ce la faccio|riesco) piu a (?:vivere|andare avanti)(?! con)",
        "(?:stanc[oa]|stuf[oa]) (?:di vivere|della vita|di questa vita|di esistere|di stare al mondo)",
        "(?:non (?:ha|c e|ho|vedo|trovo) (?:\\w+ )?(?:senso|motivo|ragione|scopo)|a che serve|che senso ha) (?:\\w+ ){0,2}(?:continuare a vivere|vivere|andare avanti|la mia vita|di vivere|per vivere|stare al mondo|esistere)(?! (?:in|per|secondo|senza) )",
        "la (?:mia )?vita non (?:\\w+ )?vale (?:\\w+ )?(?:pena|niente|nulla)",
        "la mia vita (?:fa schifo e|non ha (?:piu )?(?:senso|scopo|valore)|e inutile)",
        "(?:starebbero|starebbe|starete|stareste|sarebbero|vivrebbero|staranno|sarebbe|stanno) (?:\\w+ ){0,2}(?:meglio|felici) (?:\\w+ ){0,2}(?:senza (?:di )?me|se (?:io )?(?:non ci fossi|morissi|sparissi|fossi mort[oa]|non esistessi))",
        "senza di me (?:\\w+ ){0,4}(?:starebbero|starebbe|sarebbero|staranno|sarebbe|stareste) (?:\\w+ )?(?:meglio|felici)",
        "(?:se|quando) (?:io )?(?:sparissi|morissi|muoio|mi ammazzassi|mi uccidessi|non ci fossi|scomparissi|fossi mort[oa]) (?:\\w+ ){0,4}(?:nessuno|importerebbe|accorgerebbe|mancherei|piangerebbe|fregherebbe|meglio)",
        "(?:nessuno|a chi|a nessuno) (?:\\w+ ){0,4}(?:accorgerebbe|importerebbe|mancherei|piangerebbe|fregherebbe|importa) (?:\\w+ ){0,2}(?:se|di me se) (?:sparissi|morissi|muoio|non ci|mi|fossi)",
        "non mancherei a nessuno",
        "(?:vorrei|preferirei|meglio|magari) (?:io )?(?:non fossi|non essere|non esser|fosse che non fossi) (?:mai )?nat[oa]",
        "non dovrei (?:esistere|essere nat[oa]|essere qui|essere viv[oa]|vivere)",
        "merito di morire",
        "meglio se (?:muoio|morissi|mi ammazzo|non ci sono piu|sparisco)",
        "(?:penso|pensando|pensato|pensieri|pensiero|penso spesso|idea) (?:\\w+ ){0,3}(?:al suicidio|di suicidio|suicidi|di suicidarmi|del suicidio)(?! (?:di|in|come|assistito|secondo|per durkheim))",
        "(?:ho|avevo) (?:\\w+ )?(?:tentato il suicidio|tentato di (?:uccidermi|ammazzarmi|suicidarmi)|provato a (?:uccidermi|ammazzarmi|impiccarmi|suicidarmi)|pensieri suicidi)",
        "mi (?:taglio|tagliavo|tagliuzzo|sono tagliat[oa]) (?:\\w+ ){0,2}(?:le braccia|i polsi|le gambe|le cosce|le vene|la pelle|il braccio|il polso|apposta|da (?:qualche|un|una|due|tre|mesi|anni|settimane|tempo)|quando|per (?:sfogarmi|non|punirmi|stare)|di nascosto|con (?:la lametta|una lametta|il rasoio|le forbici|il taglierino|la lama|il compasso)|spesso|ogni|tutte le|perche|e nessuno|\\.)<mishap>",
        "mi (?:brucio|graffio|prendo a (?:pugni|schiaffi)|mordo) (?:\\w+ ){0,2}(?:con (?:l accendino|la sigaretta|le unghie)|apposta|quando|la pelle|le braccia|fino a sangue|per punirmi|fino a)",
        "mi (?:faccio|facevo|sono fatt[oa]) (?:\\w+ )?(?:del )?male (?:\\w+ ){0,2}(?:apposta|da sol[oa]|con|quando|di nascosto|per|ogni|perche|e nessuno)(?! (?:il calcio|lo sport|la palla|cadendo|giocando))",
        "mi faccio del male(?! (?:giocando|cadendo|correndo))",
        "(?:farmi|faccio) (?:\\w+ )?del male da sol[oa]",
        "(?:mi )?(?:vomito|faccio vomitare|procuro il vomito|provoco il vomito) (?:\\w+ ){0,2}(?:apposta|dopo (?:mangiato|ogni|i pasti|pranzo|cena)|da sol[oa]|per dimagrire)",
        "non mangio (?:\\w+ ){0,4}(?:giorni|piu|settimane) (?:\\w+ ){0,4}(?:schifo|grass[oa]|brutt[oa]|punirmi|dimagrire|odio)",
        "sono autolesionista|pratico autolesionismo|faccio autolesionismo",
        "<near> (?:\\w+ ){0,9}(?:vuole|voleva|vorrebbe|sta per|ha provato a|prova a|provato ad?|tentato di|pensa di|dice di|minaccia di|cerca di|parla di) (?:\\w+ ){0,2}"
        "(?:morire|uccidersi|ammazzarsi|suicidarsi|togliersi la vita|farla finita|impiccarsi|farsi (?:del )?male|buttarsi|tagliarsi|non vivere)<joke><mishap>",
        "<near> (?:\\w+ ){0,9}(?:si ammazza|si uccide|si butta (?:sotto|giu|dal|dalla)|si suicida|si impicca)(?! (?:di|nel|in|sui))",
        "<near> (?:\\w+ ){0,9}si (?:taglia|tagliava|brucia|graffia|fa (?:del )?male (?:da sol|apposta|perche)|fa del male)<mishap>",
        "<near> (?:\\w+ ){0,5}(?:non vuole (?:piu )?vivere(?! (?:in|con|a|qui))|tentato il suicidio|pensa al suicidio|parla di suicidio|e autolesionista|non mangia piu)",
        "(?:modo|maniera|metodo|come) (?:\\w+ ){0,4}(?:per )?(?:morire|uccidermi|ammazzarmi|suicidarmi)(?= (?:senza (?:dolore|soffrire)|in fretta|subito|velocemente|stasera|oggi|\\.))",
        "(?:modo|maniera|metodo) (?:piu|meno) (?:\\w+ )?(?:per|di) (?:morire|uccidersi|suicidarsi|ammazzarsi)",
        "come (?:posso|faccio a|si fa a|potrei|mi) (?:ammazzarmi|uccidermi|suicidarmi|morire(?! (?:di|nel|meno|in))|suicido|ammazzo|uccido|farla finita)<joke>",
        "quant[eio] (?:\\w+ ){1,5}(?:per (?:morire|non svegliarmi|ammazzarmi|uccidermi|andare in overdose|addormentarmi per sempre|farla finita))",
        "(?:vorrei|voglio|spero di|dormire|addormentarmi|addormentar) (?:\\w+ ){0,4}(?:non|mai) (?:piu )?(?:svegliarmi|risvegliarmi)(?: mai)?(?: piu)?",
        "non svegliarmi (?:mai )?piu",
        "(?:voglio|vorrei|volevo) (?:\\w+ )?(?:sparire|scomparire)(?: e basta| per sempre| dal mondo| da questo mondo| del tutto| \\.|$)",
        "(?:lettera|biglietto|messaggio) d addio(?! (?:di|in|nel|del|al))",
        "mi odio (?:\\w+ ){0,4}(?:voglio|vorrei|male|morire|tagli|sparire)",
        "vado in overdose|(?:voglio|provato ad?) (?:fare|andare) (?:un|in) overdose",
    ],
    _NAMES,
)

_HIT = (
    "picchia|picchiano|picchiava|picchiato|picchiata|mena|menano|menato|menata|schiaffeggia|prende a (?:calci|pugni|schiaffi|cinghiate|botte)|preso a cinghiate|presa a cinghiate|(?:da|danno|dava|ha dato|tira|tirava|ha tirato) (?:\\w+ ){0,3}(?:schiaffi|botte|pugni|calci|ceffoni|sberle|cinghiate)|"
    "prendono a (?:calci|pugni|schiaffi|botte)|preso a (?:calci|pugni|schiaffi|botte)|riempie di botte|da le botte|tira (?:schiaffi|ceffoni|pugni|i capelli)|strattona|frusta|strangola|"
    "maltratta|maltrattano|violenta|violentato|violentata|stuprato|stuprata|molesta|molestato|molestata|palpeggia|palpa|"
    "brucia con|bruciato con|bruciata con|minaccia|minacciano|minacciato|minacciata"
)
HARM = rules(
    [
        f"mi (?:\\w+ ){{0,3}}(?:{_HIT})<game>",
        f"(?:<near>|<mine>|<kins>) (?:\\w+ ){{0,4}}(?:lo|la|li|ci|mi) (?:\\w+ )?(?:{_HIT})<game>",
        "<mine> (?:\\w+ ){0,2}(?:picchia|mena|maltratta|prende a (?:calci|pugni|schiaffi)|violenta|minaccia) (?:la |il |mia |mio |i |me|noi|anche )(?:\\w+ )?(?:mamma|madre|fratello|sorella|papa|me|noi)?",
        "<mine> (?:\\w+ ){0,4}(?:mi|ci) (?:batte|colpisce|colpito|colpita|picchia|fa (?:del )?male|spinge|insulta|chiude fuori|chiude (?:in|a chiave)|lascia fuori|tocca|toccava)(?! sempre a)<game>",
        "(?:gruppo|classe|chat|tutti|compagni|lui|lei|loro|instagram|tiktok|qualcuno) (?:\\w+ ){0,6}(?:mi|di) (?:scrivono|dicono|dice|scrive|ammazzarmi) (?:\\w+ ){0,3}(?:ammazzarmi|uccidermi|morire|ammazzati|ucciditi|suicidarmi|crepare)",
        "(?:mi (?:dicono|dice|scrivono|scrive|hanno detto|hanno scritto)) (?:\\w+ ){0,3}(?:di (?:ammazzarmi|uccidermi|morire|suicidarmi|crepare)|ammazzati|ucciditi)",
        "(?:mi|ci) (?:tocca|toccava|ha toccat[oa]|ha palpat[oa]|hanno toccat[oa]|tocca nelle)(?! (?:il|la|lo|studiare|fare|andare|ripetere|ripassare|finire|a|scrivere|leggere|aspettare|lavorare|consegnare|portare|svegliarmi|alzarmi|partire|prendere|rifare|usare|imparare|scegliere|mangiare|pulire|uscire|giocare|recuperare)(?! notte))(?! (?:il )?cuore)",
        "<other> (?:\\w+ ){0,2}mi ha (?:toccat[oa]|baciat[oa] (?:contro|a forza)|spogliat[oa]|costrett[oa])",
        "mi (?:costringe|costringono|obbliga|obbligano|forza|ha costrett[oa]|ha obbligat[oa]|hanno costrett[oa]|hanno obbligat[oa]) a (?:\\w+ ){0,3}(?:toccar\\w*|cose|sesso|baciar\\w*|spogliarmi|foto|fare (?:cose|sesso)|stare con|dormire|video|rapporti)",
        "(?:chied\\w+|vuole|vogliono|mand\\w+|pretend\\w+|invi\\w+) (?:\\w+ ){0,4}(?:foto|video|selfie|immagini) (?:\\w+ ){0,2}(?:nud[aoie]|intim[aeoi]|senza vestiti|del mio corpo|spint[aeio]|hot|in intimo|in mutande|sexy)",
        "(?:mand\\w+|invi\\w+) (?:\\w+ ){0,5}(?:pene|cazzo|parti intime)",
        "(?:foto|video) (?:del mio corpo|mie nud[ae]|mie intim[eai])",
        "(?:pubblic\\w+|diffond\\w+|diffus\\w+|pubblicat\\w+|mand\\w+ in giro|condivid\\w+|far\\w* vedere|gira\\w*) (?:\\w+ ){0,4}(?:mie|mia|mio|miei|di me) (?:\\w+ )?(?:foto|video|nud\\w+|intim\\w+|immagini)",
        "(?:mi (?:ricatta|ricattano|ricattat[oa]|sta ricattando|stanno ricattando|ha ricattat[oa]|hanno ricattat[oa]))",
        "(?:bullizz\\w+|mi prendono (?:\\w+ )?(?:in giro|di mira)|mi escludono|cyberbullizz\\w+) (?!(?:nel|nella|in) (?:romanzo|film|libro))(?:e|ogni|tutti|sempre|da|perche|a scuola|in classe|tutto|per|mi|anche|\\.)",
        "mi bullizz\\w+",
        "(?:sono|vengo|sto venendo|vengo sempre|ero|subisco|subito|stata?o?) (?:\\w+ )?(?:bullizzat[oa]|vittima di (?:bullismo|violenza|abusi|stalking)|bullismo|violenze|abusi|violenza|picchiat[oa]|molestat[oa]|violentat[oa]|stuprat[oa]|abusat[oa]|minacciat[oa]|maltrattat[oa]|ricattat[oa])(?! (?:nel|nella|in) (?:romanzo|film|libro))",
        "(?:abusat[oa]|ha abusato|abusa|abusava) di (?:me|noi|mia|mio)",
        "(?:mio|mia|mi|zio|cugino|padre|patrigno|lui) (?:\\w+ ){0,3}(?:ha abusato|abusa|abusava)",
        "ho (?:\\w+ )?(?:paura|terrore) (?:di|a) (?:tornare|andare|stare|rientrare|restare) (?:a casa|a scuola|da (?:mio|mia|lui)|con (?:mio|mia|lui)|sol[oa] con)",
        "(?:ho|fa|ha) (?:\\w+ )?(?:paura|terrore) (?:di|del|dei|della) (?:mio|mia|miei|suo|sua|mi) (?:\\w+ )?(?:padre|papa|madre|mamma|patrigno|zio|fratello|genitori|ragazzo|ex|fidanzato)(?! (?:reazione))",
        "(?:uomo|tizio|tipo|signore|ragazzo|qualcuno|uno|lui|macchina|sconosciuto) (?:\\w+ ){0,3}mi (?:segue|seguiva|sta seguendo|ha seguit[oa]|pedina|perseguita|stalkera|aspetta sotto)(?! (?:su|il))",
        "(?:i miei|<mine>) (?:\\w+ ){0,2}non mi (?:danno|da|fanno|fa|dan|hanno dato) (?:\\w+ )?(?:da mangiare|mangiare|cibo|cena)",
        "(?:chiude|chiudono|lascia|lasciano|chius[oa]|caccia|cacciano|buttat[oa]) (?:\\w+ )?(?:fuori (?:di |da )?casa|fuori casa|in cantina|nello sgabuzzino)",
        "(?:uno|tizio|tipo|uomo|ragazzo|signore|sconosciuto|adulto|allenatore|prof|lui|zio|qualcuno) (?:\\w+ ){0,14}(?:non dirlo|non dire niente|nostro segreto|non raccontarlo|non ne parl\\w+|un segreto|di non dirlo)",
        "(?:minacci\\w+|minacciato) (?:\\w+ ){0,3}(?:me|mi|la mia famiglia|mia (?:madre|sorella)|mio (?:padre|fratello)|di (?:uccidermi|picchiarmi|ammazzarmi|accoltellarmi|farmi (?:del )?male|menarmi)|di fare (?:del )?male (?:a|alla) (?:me|mia|mio|miei))",
        "(?:dice|dicono|detto|giurato|scritto|vuole|vogliono) (?:\\w+ ){0,4}(?:che )?(?:\\w+ ){0,2}(?:mi (?:accoltell\\w+|ammazz\\w+ di botte|spar\\w+|picchi\\w+|men\\w+|fanno (?:del )?male)|accoltellarmi|picchiarmi|menarmi|ammazzarmi|uccidermi)",
        "(?:prof|allenatore|maestro|professore|istruttore|bidello|prete) (?:\\w+ ){0,4}(?:messaggi (?:strani|spinti)|foto (?:mie|del mio|di me))",
        "(?:mett\\w+|mess\\w+|mi mette|mi mettono|alza\\w*) (?:\\w+ )?le mani (?:addosso|al collo|in mezzo|sotto|su di me)",
        "mi (?:rubano|prendono|portano via) (?:\\w+ )?(?:i soldi|la merenda|il telefono) (?:ogni|tutti|sempre|e)",
        "(?:mi (?:spingono|spinge|tirano|sputano|insultano|umiliano)) (?:\\w+ ){0,3}(?:contro|ogni|tutti|addosso|sempre|a scuola|in classe|davanti)",
        "a casa (?:mi|non (?:sono|mi sento)) (?:al sicuro|picchi\\w+|men\\w+)",
        "<mine> (?:e|diventa|sono) (?:\\w+ )?violent[oaie]",
    ],
    _NAMES,
)

DANGER = rules(
    [
        "(?:<near>|<kins>|lui|lei|bimbo|non) (?:\\w+ ){0,4}(?:non|piu) (?:\\w+ )?respira(?: piu)?(?! (?:bene )?(?:in|sott|sulla|su))",
        "non (?:riesco|riesce) (?:piu )?a respirare(?! (?:sott|in|dal))",
        "(?:<near>|<kins>) (?:\\w+ ){0,5}(?:svenut[oa]|priv[oa] di sensi|non si (?:sveglia|riprende|muove)|non risponde|incosciente|senza sensi|collassat[oa])",
        "(?:e svenut[oa]|non si (?:sveglia|riprende)) (?:\\w+ ){0,3}(?:e non|cosa|che faccio|aiut|piu|\\.)(?! (?:nel|nella) )",
        "(?:ho|ha|<near>|<kins>) (?:\\w+ ){0,4}(?:bevuto|ingoiato|ingerito|mangiato|inghiottito) (?:\\w+ ){0,3}(?:candeggina|varechina|detersivo|acido|pila|batteria|veleno|ammoniaca|pastiglie|pillole|medicine|magneti|calamita|benzina|funghi velenosi|disgorgante|sapone|bacche)",
        "(?:ho|ha) (?:\\w+ ){0,2}preso (?:\\w+ )?(?:troppe|troppi|tante|tanti|tutte|tutti|un sacco|una scatola|un flacone|molte|\\d+|troppa) (?:\\w+ ){0,4}(?:pastiglie|pillole|medicine|compresse|gocce|farmaci|tachipirina|tachipirine|sonniferi|psicofarmaci|ansiolitici|droga|medicinali)(?! di (?:gesso|zucchero|sale))",
        "sangue (?:\\w+ ){0,6}(?:non (?:si ferma|smette)|dappertutto|ovunque)",
        "(?:perde|perdo|sto perdendo|sta perdendo|esce|uscendo) (?:\\w+ )?(?:tanto|tantissimo|molto|un sacco di|troppo) sangue",
        "(?:<near>|<kins>|sto|lui|lei) (?:\\w+ ){0,3}(?:sta |stiamo |si sta )?(?:soffocando|annegando|strozzando)(?! (?:nei|di|dal|nel) )",
        "(?:mi|<near>|<kins>) (?:\\w+ ){0,4}(?:fa (?:\\w+ )?mal[ei]\\w* (?:\\w+ )?(?:il|al) petto|dolor[ei] (?:\\w+ )?al petto|male al petto)",
        "ho (?:\\w+ ){0,3}(?:dolore|fitte|male) (?:\\w+ )?al petto",
        "(?:<near>|<kins>) (?:\\w+ ){0,4}(?:infarto|le convulsioni|un ictus|una crisi epilettica|uno shock anafilattico)(?! (?:anni fa|nel))",
        "(?:sto avendo|ho) (?:un infarto|le convulsioni|una reazione allergica|uno shock anafilattico)",
        "(?:c e|e scoppiato|scoppiato) (?:un |il )?(?:incendio|fuoco) (?:in|a|nella|nel|in camera) (?:\\w+ )?(?:casa|cucina|camera|scuola|palazzo|garage|cantina|classe|appartamento)(?! (?:di|del|nel) (?:romanzo|racconto))",
        "(?:la mia|casa mia|la nostra) (?:\\w+ )?(?:casa |cucina |scuola )?(?:va a fuoco|sta bruciando|brucia|e in fiamme)|(?:casa|cucina|scuola|palazzo|garage) (?:\\w+ )?va a fuoco|va a fuoco (?:la casa|casa|la cucina)",
        "(?:qualcuno|uno|un ragazzo|un uomo|un compagno|compagno) (?:\\w+ ){0,5}(?:ha|con|portato|tiene) (?:una |un |la )?(?:pistola|coltello|arma|bomba|fucile) (?:\\w+ ){0,2}(?:a|in|nello|nel|davanti) (?:scuola|classe|zaino|corridoio|casa|alla scuola)",
        "mi si (?:\\w+ )?(?:gonfia|chiude|sta gonfiando|sta chiudendo|gonfiano) (?:\\w+ )?(?:gola|lingua|faccia|labbra|viso)",
        "(?:mi si|la|ho la|ho) (?:\\w+ ){0,2}(?:gola|lingua|faccia) (?:\\w+ ){0,2}(?:gonfia|si gonfia|si chiude|gonfissima) (?:\\w+ ){0,4}(?:respir|punt|allerg|\\.)",
        "(?:cercando|provando|tentando|cerca|prova) (?:\\w+ )?(?:di|ad|a) (?:entrare|sfondare) (?:\\w+ )?(?:in casa|la porta|a casa)",
        "(?:c e )(?:qualcuno|un uomo|un ladro|uno) in casa(?! (?:di|del|nel))",
        "sent(?:o|iamo) (?:\\w+ )?(?:odore|puzza) di gas",
        "(?:fuga|perdita) di gas (?:in|a) (?:casa|cucina|scuola)",
        "<near> (?:\\w+ ){0,4}(?:stat[oa] (?:investit[oa]|accoltellat[oa])|preso la scossa|cadut[oa] (?:dal|dalla) (?:balcone|finestra|tetto))",
        "(?:sono stat[oa]|mi hanno) (?:\\w+ )?(?:accoltellat[oa]|sparat[oa]|investit[oa]|avvelenat[oa])|mi ha mors[oa]o? una vipera",
    ],
    _NAMES,
)
