"""What English-speaking learners write when they, or somebody near them, may need help. See :mod:`.wording`."""

from __future__ import annotations

from .wording import rules

_FAMILY = (
    "dad|father|mum|mom|mam|mother|step ?dad|step ?mum|step ?mom|step ?father|step ?mother|step ?brother|step ?sister|"
    "uncle|aunt|auntie|brother|bro|sister|sis|cousin|grandpa|grandma|grandad|granddad|grandfather|grandmother|nan|nana|"
    "granny|parent|parents|family|boyfriend|girlfriend|ex|foster \\w+|babysitter|baby"
)
_NAMES = {
    "i": "i|me",
    "kin": _FAMILY,
    "kins": "(?:dad|father|mum|mom|mother|uncle|brother|sister|cousin|boyfriend|girlfriend|ex|friend|stepdad|stepfather)s?",
    "fam": r"my (?:\w+ ){0,3}<kin>s?",
    "near": r"my (?:\w+ ){0,2}(?:<kin>|friend|friends|bff|mate|roommate|classmate|girl|neighbour|neighbor|student)s?|"
    r"(?:a|one|this|some) (?:\w+ )?(?:friend|boy|girl|kid|guy|classmate|mate)|"
    r"(?:friend|boy|girl|kid|guy|someone|somebody) (?:of mine|in my (?:class|school|year|team)|i know|from my class)",
    "other": "he|she|they|someone|somebody|people|everyone|everybody|boys|girls|kids|classmates|man|men|guy|guys|boy|"
    "girl|kid|stranger|adult|teacher|coach|trainer|priest|tutor|boss|bully|bullies|neighbour|neighbor|student|students",
    "fill": r"(?:(?:to|i|could|would|just|really|rather|only|even|so|badly|can|sometimes|always|often|please|honestly|"
    r"fucking|be|am|was|were|had|have|do|not|still|also|want|like|it|about|of|going|keep|again|feel|that|literally) ){0,6}",
    "self": "myself|himself|herself|themselves|themself",
    "joke": r"(?! (?:less|laughing|of (?:laughter|boredom|embarrassment|curiosity|hunger|shame|cringe|heat|cold)|from laughing|"
    r"in (?:the |this |my )?(?:game|minecraft|fortnite|roblox|battle|level|play)|(?:at|on) level|lol|lmao|haha|for (?:a|an|some|this)|"
    r"with (?:this|these|my) (?:homework|essay|maths|math)|studying|working|on (?:the|this) (?:boss|level)))",
    "fun": r"(?! (?:\w+ )?(?:at|in) (?!home|night|the|my|our|his|her|school|front))",
    "mishap": r"(?! (?:a |some )?(?:slice|piece|strip|hair|nails|by accident|accidentally|on (?:a|the|some|paper)|playing|falling|"
    r"less|shaving|cooking|in (?:pe|french|italian|the kitchen)|at (?:football|gym)|some))",
}

SELF_HARM = rules(
    [
        "i <fill>(?:want|wish|hope|need|rather|prefer|ready|love|like|feel like) <fill>(?:die|dying|dead|be dead|was dead|gone forever)<joke>",
        "i <fill>(?:not|no longer|never) <fill>(?:want|wish|like|wanting) <fill>"
        "(?:live|living|alive|exist|here|wake up|go on)(?! (?:in|with|at|near|next|like|on|for|by|without|\\d+)(?! this (?:life|world)| like this))",
        "i <fill>wish i (?:did|do) not (?:exist|live|wake up)",
        "\\. (?:please |just |really |honestly )?(?:do )?not want to (?:live|be alive|exist|be here|wake up)(?! (?:in|with|at|near|for))",
        "(?:tired|sick|done) (?:of|with) (?:living|life|my life|being alive|existing)(?! in)",
        "(?:no|any|the) (?:point|reason|sense|purpose) (?:in|to|of|for) (?:me )?(?:go on living|(?:keep |keep on |continue )?living|live|going on|"
        "being alive|stay alive|staying alive|keep going|carry on|being here)(?! (?:in|organisms|things|beings|cells|with))",
        "(?:my )?life (?:\\w+ )?(?:is not|is no longer|is never|does not feel) worth (?:it|living|anything)",
        "my life (?:is|feels|has) (?:pointless|worthless|meaningless|no meaning|no point|no sense)",
        "(?:better|happier|easier|better off) (?:off )?(?:without me|if i (?:was|were|am|had)? ?(?:dead|gone|not|died|disappeared|never))",
        "i (?:am|would be|was|were) (?:\\w+ )?better off dead",
        "(?:nobody|no one|who) (?:would|will|d) (?:even |ever |really )?(?:care|notice|miss me|mind|cry)(?: \\w+){0,2} (?:if|when) i "
        "(?:was|were|am|died|die|disappeared|disappear|vanished|killed|left|ended|just)",
        "(?:nobody|no one) (?:would|will) (?:even |really )?miss me",
        "i <fill>(?:wish|wished) (?:i )?(?:\\w+ ){0,3}never (?:\\w+ )?born",
        "i (?:\\w+ ){0,2}(?:should not|should never|do not deserve to|deserve to) (?:have )?(?:exist|be alive|die|be dead|be here|live|been born)",
        "(?:kill|killing) myself<joke>",
        "i (?:have )?(?:already )?tried to kill myself",
        "i (?:\\w+ ){0,4}(?:end|ending) (?:it all|my life|my own life|everything)(?! (?:science|sciences|story|cycle|expectancy))<joke>",
        "i (?:\\w+ ){0,4}(?:thinking|think|thought|thoughts|want|wanting|going) (?:\\w+ ){0,2}(?:end it|ending it)(?! with| when| by| here| at| in | after| as)",
        "(?:take|taking|took) my own life",
        "(?:hang|hanging|drown|drowning|shoot|shooting|poison|starve|starving|suffocate) myself<joke>",
        "i (?:\\w+ ){0,3}suicidal(?! (?:character|hero|in))",
        "i (?:\\w+ ){0,4}(?:thinking|think|thought|thoughts) (?:\\w+ ){0,3}(?:of|about) (?:committing )?suicide(?! (?:in|as|rates?|by|prevention|bombers?))",
        "(?:my|have|having|had|get|getting) suicidal (?:thoughts|feelings|ideas)",
        "i (?:\\w+ ){0,4}(?:commit|committing|attempt|attempted|tried) (?:to commit )?suicide",
        "i (?:\\w+ ){0,4}(?:hurting|harming|cutting|burning|scratching|hitting|punching|punishing|injuring) myself<mishap>",
        "(?:can not|keep|started|start|stop|been|urge to|feel like) (?:\\w+ )?(?:hurting|harming|cutting|burning|cut|hurt|harm|burn) myself<mishap>",
        "i (?:\\w+ ){0,3}(?:want|going|need|like) to (?:cut|hurt|harm|burn|punish|injure) myself<mishap>",
        "i (?:\\w+ ){0,2}(?:cut|hurt|harm|burn|scratch|hit|punch|bite) myself (?:\\w+ly )?(?:when|because|every|to feel|so|again|on purpose|at night|"
        "sometimes|a lot|often|with|if|after|since|last night)",
        "i (?:\\w+ ){0,5}(?:cut|cutting|hurt|hurting|burn|burning|slit|slitting|slash|scratch) my (?:\\w+ )?(?:arms?|wrists?|legs?|thighs?|skin|stomach|veins|belly)<mishap>",
        "i <fill>(?:did|do|started|start|keep|been|used to|want to|am|have) ?(?:to |a )?self harm(?:ing|ed)?",
        "i self harm(?:ed)?",
        "<near> (?:\\w+ ){0,9}(?:wants?|wanted|wishes|going|going to|ready|would rather|says she will|says he will) (?:to )?(?:die|be dead|"
        "kill <self>|hurt <self>|harm <self>|cut <self>|hang <self>|end (?:it|(?:his|her|their) (?:own )?life)|take (?:his|her|their) own life|"
        "commit suicide|jump)<joke>",
        "<near> (?:\\w+ ){0,7}(?:will|might|may|would|to|of|about) (?:kill|hurt|harm|killing|hurting|harming|hang) <self><joke>",
        "<near> (?:\\w+ ){0,5}(?:take|taking) (?:his|her|their) own life",
        "<near> (?:\\w+ ){0,5}(?:cuts|is cutting|been cutting|started cutting|keeps cutting|harms|is harming|been harming|burns|is hurting|been hurting|hurts) "
        "(?:<self>|(?:her|his|their) (?:arms?|wrists?|legs?|thighs?|skin))<mishap>",
        "<near> (?:\\w+ ){0,5}(?:suicidal|self harms|self harming|(?:attempted|tried|committed|about|talks of) suicide|overdosed|tried to hang <self>|tried to overdose)",
        "<near> (?:\\w+ ){0,4}(?:does|do) not want to (?:live|be alive|be here)(?! (?:in|with|at|near|on))",
        "(?:easiest|best|painless|quickest|fastest|least painful|quick|easy|good) (?:\\w+ )?ways? (?:for me )?to (?:die|kill myself|end it all|commit suicide|end my life)<joke>",
        "ways? to (?:kill myself|end my life|die without pain|die painlessly)",
        "how (?:can|do|could|should|would|to) (?:i )?(?:die(?= (?:painlessly|without|quickly|fast|today|tonight|\\.))|end my life(?! (?:science|story|cycle))|commit suicide|hang myself|overdose)",
        "how (?:many|much) (?:\\w+ ){1,4}(?:do i|should i|would i|to|does it|can i|will) (?:\\w+ ){0,6}(?:die|overdose|not wake up|kill me|never wake up|end it)",
        "(?:go to sleep|fall asleep|sleep) (?:\\w+ ){0,2}(?:and )?(?:never|not) (?:have to )?wake up",
        "i <fill>(?:never|not) <fill>wake up(?: again| anymore| any more| ever| tomorrow)",
        "i (?:\\w+ ){0,3}(?:want|going|will|might|thinking|about|could|ready|thought) (?:\\w+ ){0,2}(?:jump|jumping|throw myself|throwing myself) "
        "(?:off|from|in front|out|under) (?:\\w+ ){0,3}(?:bridge|roof|building|window|balcony|train|cliff|car|bus|tracks)",
        "i (?:\\w+ ){0,4}overdosed?(?! on (?:sugar|chocolate|homework|coffee|memes))",
        "(?:my (?:suicide|goodbye|farewell) (?:letter|note|message)s?|i (?:\\w+ ){0,2}(?:wrote|written|left|writing) (?:\\w+ ){0,2}(?:suicide|goodbye|farewell) (?:letter|note)s?)",
        "<near> (?:\\w+ ){0,4}(?:goodbye forever|suicide note|goodbye (?:note|letter))",
        "i <fill>(?:want|wish|like) <fill>(?:disappear|vanish)(?: forever| for good| completely| from (?:this|the) world| \\.|$)",
        "i (?:\\w+ ){0,3}(?:make|making|made) myself (?:throw up|sick|vomit|puke)",
        "i (?:\\w+ ){0,3}(?:stopped eating|have not eaten|not eating|starve myself|starving myself) (?:\\w+ ){0,6}(?:fat|ugly|disgusting|hate|weight|punish)",
        "<near> (?:\\w+ ){0,3}(?:stopped eating(?= (?:and|because|at all|anything|completely|\\.))|makes (?:her|him)self (?:throw up|sick|vomit))",
        "want (?:it all|this all|everything) to (?:end|stop|be over)(?! with| at| when)",
        "i (?:\\w+ )?can not (?:live|go on living|keep living|go on|carry on|keep going) (?:like this|anymore|any longer|any more)",
    ],
    _NAMES,
)

HARM = rules(
    [
        "(?:tell|tells|telling|told|says|said|wrote|writes) (?:to )?me (?:\\w+ ){0,2}(?:to )?(?:kill myself|go die|to die|kill yourself|go kill)",
        "<fam> (?:\\w+ ){0,3}(?:hits|hit|hitting|slaps|slapped|punches|punched|kicks|kicked|chokes|choked|strangles|strangled|burns|burned|burnt|whips|hurts|"
        "bites|abuses|abused|raped|rapes|molests|molested|touches|touched|gropes|beat|beats|beating|locks|locked|starves|threatens|threatened|shakes) "
        "(?:me|us|my (?:mum|mom|mother|sister|brother|dad))(?! up (?:the|when|for))<fun>",
        "(?:my (?:\\w+ ){0,2}|a )friends? (?:\\w+ ){0,3}(?:dad|father|mum|mom|mother|stepdad|uncle|parents|boyfriend) (?:\\w+ ){0,2}(?:hits|hit|beats|beat|hurts|abuses|slaps|touches|kicks) (?:him|her|them)<fun>",
        "<near> (?:is|gets|is being|was|has been) (?:hit|beaten|beaten up|abused|raped|bullied|hurt) (?:by|at)(?! (?:chess|football|tennis))",
        "<other> (?:\\w+ ){0,5}(?:hits|hit|hitting|slaps|slapped|punches|punched|punch|kick|kicks|kicked|chokes|choked|strangled|burned|burnt|hurts|abused|raped|"
        "molested|touched|touches|touch|grope|groped|beat|beats|shove|shoved|spit on|spat on|push|pushed|pushes|assaulted|attacked|attack) me(?! (?:in|at) (?:chess|scrabble|maths))"
        "(?! up (?:the|when|for))(?! with (?:a question|(?:his|her) (?:idea|words)))<fun>",
        "<other> (?:\\w+ ){0,5}(?:push|shove|kick|beat|punch) me (?:up|into|down|around|against)",
        "i (?:\\w+ ){0,2}(?:get|got|am|was|am being|have been|keep getting|keep being|getting|being|be) (?:\\w+ )?(?:hit|beaten up|beaten|slapped|raped|abused|molested|bullied|harassed|"
        "assaulted|threatened|blackmailed|groped|stalked|cyberbullied|mobbed|kicked)(?! (?:out|off|by (?:a|the) (?:ball|car|question|thought|idea|wave)|by my (?:code|computer|cat)|with))<fun>",
        "(?:raped|rapes|molested|molests|groped|sexually (?:abused|assaulted|harassed)) me",
        "(?:makes|make|made|forces|forced|wants) me (?:to )?touch (?:him|her|his|it)",
        "(?:forc|mak|pressur|push)(?:es|e|ed|ing|ures|ure|ured|uring) me (?:to |into )?(?:\\w+ ){0,3}(?:sex|kiss|undress|strip|naked|nudes?|things i|stuff i|sleep with|touch)",
        "comes? (?:in|into) my (?:room|bed|bedroom) (?:\\w+ ){0,3}(?:night|touch|touches)",
        "(?:i|me|my) (?:\\w+ ){0,6}(?:nudes|nude|naked|dick ?pics?|intimate|half naked) ?(?:pic|pics|photo|photos|picture|pictures|video|videos|selfie|selfies)?(?! (?:in|by|painting|paintings|art|statue|eye|singularity|mole))",
        "(?:photo|photos|pic|pics|picture|pictures|video|videos|selfie|selfies) of my (?:body|breasts?|boobs|chest|butt|private|privates|underwear|feet)",
        "blackmail(?:s|ed|ing)? (?:me|my)",
        "(?:post|posts|posted|leak|leaked|share|shared|publish|spread|spreads|show|send|sent) (?:\\w+ ){0,3}(?:nudes?|naked) (?:\\w+ ){0,4}(?:of me|if i|unless|to everyone|everywhere)",
        "<other> (?:\\w+ ){0,10}(?:not to tell|do not tell|not tell|keep (?:it|this) (?:a )?secret|our secret|keep secret)(?! .{0,20}(?:surprise|party))",
        "(?:a|some) (?:\\w+ )?(?:man|guy|stranger|adult|person) (?:\\w+ ){0,8}(?:online|in a game|in a chat|on \\w+) (?:\\w+ )?wants (?:to )?meet (?:me|up)",
        "i (?:\\w+ ){0,3}(?:scared|afraid|frightened|terrified) (?:to|of) (?:go|going|be|being|come|coming|get|getting) (?:back )?(?:home|at home|to school|to my (?:dad|mum|mom))",
        "(?:i|<near>) (?:\\w+ ){0,3}(?:scared|afraid|frightened|terrified) of (?:my|her|his) (?:\\w+ )?(?:<kins>|parents)(?! (?:reaction|spider|dog|cat))",
        "<other> (?:\\w+ ){0,3}(?:follows|following|followed|stalks|stalking|stalked) me (?:home|everywhere|around|on my way|from|after|to|when|in|at|and|every|all|again|\\.)",
        "<fam> (?:\\w+ ){0,2}(?:locks|lock|locked) me (?:out|in|up)",
        "<fam> (?:\\w+ ){0,2}not (?:give|given|giving|let|feed|fed|feeding) me (?:\\w+ ){0,2}(?:food|eat|anything|dinner|feed)",
        "<fam> (?:\\w+ ){0,2}(?:not (?:feed|fed) me|(?:is|are|gets|get) (?:\\w+ )?(?:violent|abusive)|(?:leaves|left) me alone for (?:days|weeks))",
        "(?:bully|bullies|bullied|bullying|picking on|picks on|pick on|cyberbullying|harass|harasses|harassing|stalking) me",
        "threat(?:en|ens|ened|ening) (?:\\w+ ){0,3}(?:me|my (?:family|mum|mom|dad|brother|sister))",
        "<other> (?:\\w+ ){0,3}(?:said|say|says|will|would|going to|want to|wants to|threatened to|ll|tells|told) (?:\\w+ ){0,4}(?:kill|stab|shoot|hurt|rape|beat) "
        "(?:me|us|my (?:family|mum|mom|dad|brother|sister|dog))(?! (?:if i (?:fail|get|do not (?:finish|pass|study))|for (?:this|that)|when (?:she|he) sees))",
        "<fam> (?:\\w+ ){0,3}(?:beats|beat|hits|hit|hurts|abuses|chokes) (?:my|up my) (?:\\w+ )?(?:mum|mom|mother|sister|brother)<fun>",
        "(?:lays?|laid|put|puts) (?:a |his |her |their )?hands? on me",
        "<other> (?:\\w+ ){0,6}(?:take|takes|took|steal|steals|stole) my (?:money|lunch|phone) (?:every|all|each|again|if|and)",
        "(?:i|we) (?:\\w+ ){0,2}(?:not|never) (?:feel )?safe (?:at home|in my (?:house|home)|with my (?:dad|mum|mom|stepdad|uncle))",
    ],
    _NAMES,
)

_BODY = {**_NAMES, "one": "i|<near>|<fam>|he|she|they|someone|somebody|the baby|our baby|mum|mom|dad|grandpa|grandma|nan|my \\w+"}
DANGER = rules(
    [
        "(?:i|<near>|he|she|mum|mom|dad|the baby) (?:\\w+ ){0,6}(?:not|stopped|hardly|barely) (?:breathe|breathing)(?! (?:under|in (?:space|air|water)|on (?:the moon|mars)))",
        "i can not breathe",
        "(?:<near>|mum|mom|dad|grandpa|grandma|the baby) (?:\\w+ ){0,4}(?:unconscious|passed out|fainted|collapsed|unresponsive|will not wake up|not waking up|does not wake up|not responding)",
        "(?:he|she|they) (?:\\w+ ){0,3}(?:is unconscious|will not wake up|is not waking up|not responding)(?!.{0,40}(?:novel|book|story|film))",
        "(?:i|<near>|he|she|the baby) (?:\\w+ ){0,3}(?:swallowed|drank|drunk|ate|eaten|ingested|swallows) (?:\\w+ ){0,4}(?:bleach|detergent|drain|cleaner|battery|batteries|antifreeze|"
        "pills|tablets|acid|chemicals?|medicine|magnets?|petrol|poisonous|washing)",
        "(?:i|<near>) (?:\\w+ ){0,2}(?:swallowed|drank|took|eaten|ate) (?:\\w+ )?poison",
        "(?:i|<near>|he|she) (?:\\w+ ){0,3}(?:took|taken|swallowed) (?:\\w+ ){0,3}(?:too many|too much|all|a lot of|loads of|lots of|whole|\\d+|bunch of|so many) (?:\\w+ ){0,4}(?:pills?|tablets?|"
        "paracetamol|ibuprofen|tylenol|aspirin|medicine|meds|xanax|antidepressants|drugs|sleeping)(?! of| in the)",
        "blood (?:\\w+ ){0,7}(?:will not stop|does not stop|not stopping|everywhere)",
        "(?:will not|can not|does not|not) (?:stop )?(?:the )?(?:stop )?bleeding(?! gums)",
        "(?:i|<near>|he|she) (?:\\w+ ){0,3}bleeding (?:a lot|badly|so much|heavily|everywhere|out|from (?:the|my|his|her) head)",
        "(?:i|<near>|<fam>|he|she|the baby) (?:\\w+ ){0,2}(?:is|am) (?:choking|drowning|dying|suffocating)(?! (?:to|of|laughing|on (?:words|homework)|in (?:work|homework|laughter)|from laughing))<joke>",
        "i (?:\\w+ ){0,5}(?:my )?chest (?:\\w+ ){0,3}(?:hurts?|pain|tight)",
        "(?:i|<near>|<fam>|he|she) (?:\\w+ ){0,3}(?:has|have|having|got|with) (?:\\w+ ){0,2}(?:chest pains?|heart attack|a stroke|seizures?|a fit(?! of| for| with| to)|convulsions|an allergic reaction|anaphyla\\w+)(?! (?:in|mean))",
        "there is (?:a |an )?(?:\\w+ )?fire in (?:my|our|the) (?:\\w+ )?(?:house|kitchen|flat|room|building|school|apartment|garage|basement|classroom)",
        "(?:my|our) (?:\\w+ )?(?:house|home|flat|kitchen|school|building|room|apartment|clothes) (?:is|caught|are) (?:\\w+ )?(?:on fire|fire|burning)",
        "(?:someone|somebody|boy|man|guy|kid|student|he|she|they) (?:\\w+ ){0,3}(?:has|have|brought|had|carries|carrying|with) (?:a |his )?(?:gun|knife|bomb|weapon|pistol|rifle) (?:\\w+ ){0,2}"
        "(?:at|in|to|into|outside) (?:my |our |the )?(?:school|class|classroom|house|corridor|hallway|bus)",
        "active shooter (?:at|in)",
        "my (?:throat|tongue|face|lips) (?:\\w+ ){0,2}(?:swelling|swollen|closing|swells|swelled)",
        "(?:break|breaking|trying to get|broke|breaks) in(?:to)? (?:our|my) (?:house|home|flat|apartment|room)",
        "(?:someone|somebody|a man|stranger) (?:\\w+ ){0,2}in (?:my|our) (?:house|home|garden) (?:right now|now|and i)",
        "i (?:can )?(?:\\w+ )?smell gas(?! (?:in|of) (?:the )?(?:lab|laboratory))",
        "gas leak (?:in|at) (?:my|our|the) (?:house|home|kitchen|flat|school)",
        "<near> (?:\\w+ ){0,4}(?:been|got|was) (?:\\w+ )?(?:hit by a (?:car|bus|train)|stabbed|shot|electrocuted)(?! (?:in|into) (?:the )?(?:film|movie|book|play))",
        "i (?:\\w+ )?(?:got|was|have been) (?:stabbed|shot|bitten by a (?:snake|viper)|electrocuted|poisoned)",
    ],
    _BODY,
)
