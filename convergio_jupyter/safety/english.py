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
    "near": r"my (?:\w+ ){0,2}(?:<kin>|friend|friends|bff|bestie|mate|roommate|classmate|girl|neighbour|neighbor|student)s?|"
    r"(?:a|one|this|some) (?:\w+ )?(?:friend|boy|girl|kid|guy|classmate|mate)|"
    r"(?:friend|boy|girl|kid|guy|someone|somebody) (?:of mine|in my (?:class|school|year|team)|i know|from my class)",
    "other": "he|she|they|someone|somebody|people|everyone|everybody|boys|girls|kids|classmates|man|men|guy|guys|boy|"
    "girl|kid|stranger|adult|teacher|coach|trainer|priest|tutor|boss|bully|bullies|neighbour|neighbor|student|students",
    "fill": r"(?:(?:to|i|could|would|just|really|rather|only|even|so|badly|can|sometimes|always|often|please|honestly|"
    r"fucking|be|am|was|were|had|have|do|not|still|also|want|like|it|about|of|going|keep|again|feel|that|literally) ){0,6}",
    "self": "myself|himself|herself|themselves|themself",
    "joke": r"(?! (?:less|laughing|of (?:laughter|boredom|embarrassment|curiosity|hunger|shame|cringe|heat|cold)|from laughing|"
    r"than (?:read|do|eat|study|write|learn|watch|see)|in (?:the |this |my )?(?:game|minecraft|fortnite|roblox|battle|level|play)|(?:at|on) level|lol|lmao|haha|for (?:a|an|some|this)|"
    r"with (?:this|these|my) (?:homework|essay|maths|math)|studying|working|on (?:the|this) (?:boss|level)))",
    "fun": r"(?! (?:\w+ )?(?:at|in) (?!home|night|the|my|our|his|her|school|front))",
    "mishap": r"(?! (?:a |some )?(?:slice|piece|strip|hair|nails|by accident|accidentally|on (?:a|the|some|paper)|playing|falling|"
    r"less|shaving|cooking|in (?:pe|french|italian|the kitchen)|at (?:football|gym)|some))",
}

SELF_HARM = rules(
    [
        "i <fill>(?:want|wish|hope|need|rather|prefer|ready|love|like|feel like) <fill>(?:die|dying|dead|be dead|was dead|gone forever)<joke>",
        "i <fill>(?:not|no longer|never) <fill>(?:want|wish|like|wanting) <fill>"
        "(?:live|living|alive|exist|here|wake up|go on)(?! (?:in|with|at|near|next|like|on|for|by|without|early|before|so|\\d+)(?! this (?:life|world)| like this))",
        "i <fill>wish i (?:did|do) not (?:exist|live|wake up)",
        "\\. (?:please |just |really |honestly )?(?:do )?not want to (?:live|be alive|exist|be here|wake up)(?! (?:in|with|at|near|for))",
        "(?:tired|sick|done) (?:of|with) (?:living|life|my life|being alive|existing)(?! in)",
        "(?:no|any|the) (?:point|reason|sense|purpose) (?:in|to|of|for) (?:me )?(?:go on living|(?:keep |keep on |continue )?living|live|going on|"
        "being alive|stay alive|staying alive|keep going|carry on|being here)(?! (?:in|organisms|things|beings|cells|with))",
        "(?<!that )(?:my )?life (?:\\w+ )?(?:is not|is no longer|is never|does not feel) worth (?:it|living|anything)",
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
        "i (?:\\w+ ){0,4}not (?:see|imagine|picture) (?:myself|me) (?:\\w+ )?(?:alive|being here|living|growing up)",
        "(?:thinking (?:about|of)|think (?:about|of)|want to|going to|might|could|should i) (?:\\w+ )?(?:take|taking|swallow|swallowing) (?:them all|all (?:the|my|of)|(?:a lot of|too many|lots of) (?:\\w+ ){0,2}(?:pills|tablets))",
        "how (?:long|deep|much) (?:\\w+ ){0,7}(?:bleed out|bleed to death|cut my(?! (?:hair|nails))|to kill me)",
        "i (?:\\w+ ){0,5}(?:want|wanting|wanted|urge|urges|tempted|need|feel like) (?:\\w+ )?(?:to )?(?:hurt|hurting|harm|harming|cut|cutting) myself<mishap>",
        "(?:the|this|my|all this) pain to (?:stop|end|go away|be over)(?! in)",
        "<near> (?:\\w+ ){0,8}(?:end (?:it|things) (?:all|tonight|now|today|tomorrow|soon|\\.)|ending it all|end it all)",
        "<near> (?:\\w+ ){0,6}not want to (?:live|be alive|be here|exist|wake up) (?:anymore|any more|any longer|\\.)",
        "if i (?:died|disappeared|was dead|were dead|killed myself|was gone|were gone|vanished|was not here) (?:\\w+ ){0,4}(?:nobody|no one|anyone|anybody|who would|better|miss|notice|care|cry)",
        "(?:got|have|bought|found|keep) (?:the|a|my|some) (?:rope|noose|blade|blades|razor blades?|pills) (?:ready|hidden|under my)",
        "why am i (?:even |still )(?:alive|living|here)(?! in)",
        "why was i (?:even |ever )?born",
        "(?:nothing|no one|nobody|no reason|anything) (?:\\w+ )?to live for",
        "i (?:have )?(?:\\w+ )?(?:relapsed|cut again)(?! (?:the|my hair))",
        "(?:i think |i feel |because |then |maybe )?(?:dying|death|being dead) (?:would be|sounds|seems|feels like) (?:\\w+ ){0,2}(?:easier|better|peaceful|nice|relief|only|solution|way out)",
        "i (?:\\w+ ){0,3}(?:planned|planning|plan|planning out) (?:\\w+ ){0,2}(?:my (?:own )?(?:death|suicide)|how to die|to die)",
        "(?:this is (?:my )?(?:goodbye|last message)|goodbye everyone|goodbye world(?! program))",
        "i (?:\\w+ ){0,2}hate (?:being alive|living|existing|that i am alive|that i exist)(?! (?:in|here|with))",
        "i (?:\\w+ ){0,3}(?:just |only |such )?(?:a |the )?burden (?:to|on|for) (?:everyone|my|them|others|everybody|the people)",
        "i (?:\\w+ ){0,2}not (?:\\w+ )?(?:see )?(?:any|a|no) (?:way out|future for me|future)(?! of| in the| tense| for (?:the|oil))",
        "i do not (?:care|mind) if i (?:die|live|wake up|am dead)",
        "i (?:\\w+ ){0,3}(?:close to|about to|ready to|brave enough to|going to) (?:do it tonight|end (?:it|things)(?: now| tonight| soon| \\.)|give up on (?:life|living))",
        "(?:i |\\. )(?:\\w+ ){0,3}(?:want out of (?:this|my) life|give up on life|given up on (?:life|living))",
        "i (?:\\w+ ){0,4}(?:binge and purge|purge after|purging|laxatives)",
    ],
    _NAMES,
)

HARM = rules(
    [
        "(?<!voices )(?:tell|tells|telling|told|says|said|wrote|writes) (?:to )?me (?:\\w+ ){0,2}(?:to )?(?:kill myself|go die|to die|kill yourself|go kill)",
        "<fam> (?:\\w+ ){0,3}(?:hits|hit|hitting|slaps|slapped|punches|punched|kicks|kicked|chokes|choked|strangles|strangled|burns|burned|burnt|whips|hurts|"
        "bites|abuses|abused|raped|rapes|molests|molested|touches|touched|gropes|beat|beats|beating|locks|locked|starves|threatens|threatened|shakes) "
        "(?:me|us|my (?:mum|mom|mother|sister|brother|dad))(?! up (?:the|when|for))<fun>",
        "(?:my (?:\\w+ ){0,2}|a )friends? (?:\\w+ ){0,3}(?:dad|father|mum|mom|mother|stepdad|uncle|parents|boyfriend) (?:\\w+ ){0,2}(?:hits|hit|beats|beat|hurts|abuses|slaps|touches|kicks) (?:him|her|them)<fun>",
        "<near> (?:is|gets|is being|was|has been) (?:hit|beaten|beaten up|abused|raped|bullied|hurt) (?:by|at)(?! (?:chess|football|tennis))",
        "<other> (?:\\w+ ){0,5}(?:hits|hit|hitting|slaps|slapped|punches|punched|punch|kick|kicks|kicked|chokes|choked|strangled|burned|burnt|hurts|abused|raped|"
        "molested|touched|touches|touch|grope|groped|beat|beats|shove|shoved|spit on|spat on|push|pushed|pushes|assaulted|attacked|attack) me(?! (?:in|at) (?:chess|scrabble|maths))"
        "(?! up (?:the|when|for))(?! to (?:the|it|this))(?! with (?:(?:a|an) (?:\\w+ )?(?:question|riddle|idea)|(?:his|her) (?:idea|words)))<fun>",
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
        "(?:<fam>|<other>) (?:\\w+ ){0,4}(?:throws|threw|throw|throwing) (?:\\w+ ){0,3}at me",
        "(?:do|does|did|doing) (?:bad |weird |sexual |dirty |horrible )?(?:things|stuff) (?:to me|with me) (?:\\w+ ){0,3}(?:not|at night|alone|when|and|secret|\\.)",
        "(?:post|posts|posted|posting|write|writes|wrote|spread|spreads|spreading|say|saying) (?:\\w+ ){0,3}(?:things|stuff|rumours|rumors|lies|shit|memes) about me",
        "grab(?:s|bed|bing)? (?:me by|my (?:throat|hair|neck|butt|ass|breasts?|boobs|crotch|wrists?))",
        "(?:pulls?|pulled|pulling) my hair",
        "(?:video|videos|picture|pictures|photo|photos|pics?|clip) of me (?:\\w+ )?(?:undress|undressing|naked|showering|changing|without|in (?:my|the) (?:underwear|shower|bra|bikini))",
        "(?:watches|watch|watching|films|filmed|filming|spies on|spying on|looks at|secretly filmed) me (?:\\w+ ){0,3}(?:shower|showering|undress|undressing|change|changing|sleeping|bathroom|naked)",
        "(?:i|<near>) (?:\\w+ ){0,5}bruises (?:\\w+ ){0,6}(?:<kin>|hits|beats|hit me|because of (?:him|her|them))",
        "(?:hand|hands|fingers) (?:\\w+ )?(?:up|under|down|in|inside|on|between) my (?:skirt|shirt|pants|trousers|underwear|legs?|thighs?|bra|body|breasts?|butt|top|knickers)",
        "wait(?:s|ing)? for me (?:\\w+ ){0,5}(?:to|and) (?:beat|hit|kick|hurt|fight|jump|attack)",
        "(?:my (?:\\w+ )?(?:parents|family|dad|father|mum|uncle)|they) (?:\\w+ ){0,4}(?:me|my sister) (?:to )?(?:marry|get married|into (?:a )?marriage)",
        "(?:fake|deepfake|ai) (?:nudes?|porn|naked (?:photos?|pictures?)) of me|deepfakes? of me",
        "(?:had|have|having|wants|wanted|want) sex with (?:me|my (?:teacher|coach|uncle|cousin|brother|step\\w+|tutor))",
        "(?:hold|holds|held|holding|pin|pins|pinned) me down",
        "call(?:s|ed|ing)? me (?:a |an )?(?:\\w+ )?(?:fat|ugly|retard|retarded|faggot|slut|whore|loser|freak|names|pig|trash|disgusting|worthless|useless|mistake)",
        "(?:make|makes|making|made) fun of me (?:every|all|at|in|because|and|so|for being|\\.)",
        "(?:scared|afraid|frightened|terrified) (?:that )?(?:\\w+ ){0,3}(?:will|going to|might|would) (?:hurt|kill|hit|beat|find|attack|rape|come after) me",
        "(?:he|she|they|<fam>) (?:\\w+ ){0,4}hurts me (?:at|every|when|and|again|if|so|\\.)",
        "(?:<fam>|he|she|they) (?:\\w+ ){0,3}not let me (?:leave|go out|out of the house|sleep|see (?:my|anyone)|have my phone back|use the (?:toilet|bathroom))",
        "(?:<fam>) (?:\\w+ ){0,4}(?:hits|hit|beats|beat|hurts|abuses) (?:the )?(?:baby|dog|cat|kids|little ones)",
        "(?:kicked|thrown|threw|throws|kicks) me out of the house|i (?:have|am) (?:nowhere to sleep|sleeping (?:outside|rough|in the street))",
        "(?:hits|beats|hurts|abuses|hitting|beating) (?:me|us) (?:at home|every (?:day|night|week|time))(?! (?:at|in) (?:chess|cards))",
        "(?:offers?|offered|gives?|gave|sends?|sent) me (?:\\w+ ){0,3}(?:money|gifts|skins|robux) (?:for|if|so) (?:\\w+ ){0,4}(?:photos?|pics?|pictures?|videos?|nudes?|meet)",
    ],
    _NAMES,
)

_BODY = {**_NAMES, "one": "i|<near>|<fam>|he|she|they|someone|somebody|the baby|our baby|mum|mom|dad|grandpa|grandma|nan|my \\w+"}
DANGER = rules(
    [
        "(?:i|<near>|he|she|mum|mom|dad|the baby) (?:\\w+ ){0,6}(?:not|stopped|hardly|barely) (?:breathe|breathing)(?! (?:when i|during|through|under|in (?:space|air|water)|on (?:the moon|mars)))",
        "i can not breathe(?! (?:when i (?:sing|run|swim|laugh|dive|play)|during|under|in space|through))",
        "(?:<near>|mum|mom|dad|grandpa|grandma|the baby) (?:\\w+ ){0,4}(?:unconscious|passed out|fainted|collapsed|unresponsive|will not wake up|not waking up|does not wake up|not responding)",
        "(?:he|she|they) (?:\\w+ ){0,3}(?:is unconscious|will not wake up|is not waking up|not responding)(?!.{0,40}(?:novel|book|story|film))",
        "(?:i|<near>|he|she|the baby) (?:\\w+ ){0,3}(?:swallowed|drank|drunk|ate|eaten|ingested|swallows) (?:\\w+ ){0,4}(?:bleach|detergent|drain|cleaner|battery|batteries|antifreeze|"
        "pills|tablets|acid|chemicals?|medicine|magnets?|petrol|poisonous|washing)",
        "(?:i|<near>) (?:\\w+ ){0,2}(?:swallowed|drank|took|eaten|ate) (?:\\w+ )?poison",
        "(?:i|<near>|he|she) (?:\\w+ ){0,3}(?:took|taken|swallowed) (?:\\w+ ){0,3}(?:too many|too much|all|a lot of|loads of|lots of|whole|\\d+|bunch of|so many) (?:\\w+ ){0,4}(?:pills?|tablets?|"
        "paracetamol|ibuprofen|tylenol|aspirin|medicine|meds|xanax|antidepressants|drugs|sleeping)(?! of| in the)",
        "blood (?:\\w+ ){0,7}(?:will not stop|does not stop|not stopping|everywhere)(?! (?:at|in))",
        "(?:will not|can not|does not|not) (?:stop )?(?:the )?(?:stop )?bleeding(?! gums)",
        "(?:i|<near>|he|she) (?:\\w+ ){0,3}bleeding (?:a lot|badly|so much|heavily|everywhere|out|from (?:the|my|his|her) head)",
        "(?:i|<near>|<fam>|he|she|the baby) (?:\\w+ ){0,2}(?:is|am) (?:choking|drowning|dying|suffocating)(?! (?:to|of|laughing|on (?:words|homework)|in (?:work|homework|laughter)|from laughing))<joke>",
        "i (?:\\w+ ){0,5}(?:my )?chest (?:\\w+ ){0,3}(?:hurts?|pain|tight)",
        "(?:i|<near>|<fam>|he|she) (?:\\w+ ){0,3}(?:has|have|having|got|with) (?:\\w+ ){0,2}(?:chest pains?|heart attack|a stroke|seizures?|a fit(?! of| for| with| to)|convulsions|an allergic reaction|anaphyla\\w+)(?! (?:in|mean|last|years|two|three|when|a few|some|once|as a))",
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
        "<near> (?:\\w+ ){0,4}(?:been|got|was) (?:\\w+ )?(?:hit by a (?:car|bus|train)|stabbed|shot|electrocuted)(?! (?:in|into|during|at) (?:\\w+ )?(?:war|wwi|wwii|19\\w*|18\\w*|battle|game|film|movie|book|play))",
        "i (?:\\w+ )?(?:got|was|have been) (?:stabbed|shot|bitten by a (?:snake|viper)|electrocuted|poisoned)",
        "(?:i|<near>|he|she|the baby) (?:\\w+ ){0,3}(?:ate|eaten|swallowed|drank|took|taken) (?:\\w+ ){0,2}(?:whole|entire|full) (?:bottle|pack|packet|box|tube|blister) of",
        "(?:fell|fall|fallen|shock|accident|crash|hit (?:his|her) head|drunk|drank|pills|overdose|overdosed) (?:\\w+ ){0,9}(?:not|never) (?:\\w+ )?(?:moving|move|answering|answer|respond|responding|wake|waking|breathing|talk|talking)",
        "see (?:the|my|his|her) bone|bone (?:is )?sticking out of (?:my|his|her)",
        "(?:<near>|<fam>|he|she|my) (?:\\w+ ){0,5}(?:face (?:\\w+ ){0,2}(?:droop|drooping|droops|fell down)|slurring|not (?:talk|speak|move (?:his|her) (?:arm|face|leg|side)))(?= (?:and|anymore|suddenly|properly|right|help|what|\\.))",
        "(?:he|she|they|i|<near>) (?:\\w+ )?overdosed (?:please|help|what|and (?:i|he|she))",
        "smoke (?:\\w+ ){0,4}(?:under (?:the|my) door|everywhere|in (?:my|our) (?:house|room|kitchen|flat))",
        "(?:i|we) (?:\\w+ )?not get out (?:\\w+ ){0,4}(?:fire|smoke|water|flood|burning)|(?:trapped|stuck) in (?:a |the )?(?:fire|burning|smoke|car|lift with)",
        "(?:man|someone|somebody|guy|stranger|he) (?:\\w+ ){0,4}(?:knife|gun|weapon|axe) (?:\\w+ ){0,4}(?:outside|at|in|behind) (?:my|our|the) (?:door|house|window|home|room)",
        "(?:diabetic|epileptic|asthmatic|asthma|insulin|allergic) (?:\\w+ ){0,10}(?:shaking|not making sense|passed out|not breathe|swelling|swollen|no inhaler|without (?:her|his|my) inhaler|collapsed)",
        "(?:asthma attack|allergic reaction|panic attack and can not breathe) (?:\\w+ ){0,3}(?:right now|help|and|now|what do i)",
        "(?:snake|scorpion|spider|viper) (?:just )?bit (?:me|my (?:brother|sister|friend|dad|mum|mom))(?= (?:and|help|what|now|\\.))",
        "(?:my|the|our) (?:\\w+ )?(?:baby|brother|sister|friend|dad|mum|mom|grandma|grandpa) (?:\\w+ ){0,3}(?:turning|turned|going|is|gone) blue",
        "call (?:an |a )?ambulance|need an ambulance|what is the number (?:of|for) (?:the )?(?:ambulance|police) (?:please )?help",
    ],
    _BODY,
)
