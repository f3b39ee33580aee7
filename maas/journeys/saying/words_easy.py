"""What is said in easy Japanese (やさしい日本語): short sentences, plain words, readings.

Follows 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」(2020): one thing in
a sentence, no difficult words, every kanji with its reading, times as 午前8時5分.
Marks are those of ``spans.fill``; of two forms the second is for numbers after which the
counter is read otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Forms = str | tuple[str, str]

WORDS: Final[Mapping[str, Forms]] = {
    # Numbers.
    "metres": "{n}メートルくらい",
    "metres.few": "すこし",
    "kilometres": "{n}キロメートルくらい",
    "cm": "{n}センチメートル",
    "percent": "{n}パーセント",
    "minutes": ("{n}[分|ふん]", "{n}[分|ぷん]"),
    "hours": "{n}[時間|じかん]",
    "hours.minutes": "{hours}{minutes}",
    "minutes.less": "1[分|ぷん]より[短|みじか]い[時間|じかん]",
    "steps.count": "{n}[段|だん]",
    "crossings.count": "[渡|わた]るところ{n}か[所|しょ]",
    "rests.count": "[休|やす]み{n}[回|かい]",
    "rides.count": "[乗|の]り[物|もの]{n}[回|かい]",
    "stops.count": ("{n}つ[目|め]", "{n}[番目|ばんめ]"),
    "places.count": "{n}か[所|しょ]",
    "along": "{metres}",
    "floor": ("{n}[階|かい]", "{n}[階|がい]"),
    "floor.below": ("[地下|ちか]{n}[階|かい]", "[地下|ちか]{n}[階|がい]"),
    "level": "レベル{n}",
    "level.below": "レベル<−|マイナス>{n}",
    "level.ground": "[地面|じめん]の[階|かい]",
    "and": "、",
    "and.last": "と",
    # Ways without a name.
    "way.street": "[道|みち]",
    "way.sidewalk": "[歩|ある]く[人|ひと]の[道|みち]",
    "way.footway": "[歩|ある]く[人|ひと]の[道|みち]",
    "way.plaza": "[広場|ひろば]",
    "way.corridor": "[建物|たてもの]の[中|なか]の[道|みち]",
    "way.walkway": "[駅|えき]の[中|なか]の[道|みち]",
    "way.link": "[道|みち]",
    "way.road": "[道|みち]",
    # Directions.
    "north": "[北|きた]",
    "north_east": "[北|きた]と[東|ひがし]の[間|あいだ]",
    "east": "[東|ひがし]",
    "south_east": "[南|みなみ]と[東|ひがし]の[間|あいだ]",
    "south": "[南|みなみ]",
    "south_west": "[南|みなみ]と[西|にし]の[間|あいだ]",
    "west": "[西|にし]",
    "north_west": "[北|きた]と[西|にし]の[間|あいだ]",
    # Leads.
    "lead.near": "「{place}」の[近|ちか]くです。",
    "lead.ahead": "{metres}[行|い]きます。",
    "lead.slight_left": "[少|すこ]し[左|ひだり]に[行|い]きます。",
    "lead.slight_right": "[少|すこ]し[右|みぎ]に[行|い]きます。",
    "lead.left": "[左|ひだり]に[曲|ま]がります。",
    "lead.right": "[右|みぎ]に[曲|ま]がります。",
    "lead.sharp_left": "[左|ひだり]に[大|おお]きく[曲|ま]がります。",
    "lead.sharp_right": "[右|みぎ]に[大|おお]きく[曲|ま]がります。",
    "lead.u_turn": "[後|うし]ろを[向|む]きます。",
    # Going.
    "depart.place": "「{place}」から[行|い]きます。",
    "depart": "{compass}に[行|い]きます。{way}を{metres}[行|い]きます。",
    "depart.blind": "{way}を{metres}[行|い]きます。",
    "straight": "まっすぐ[行|い]きます。{way}を{metres}[行|い]きます。",
    "slight_left": (
        "[少|すこ]し[左|ひだり]に[行|い]きます。{way}を{metres}[行|い]きます。"
    ),
    "slight_right": (
        "[少|すこ]し[右|みぎ]に[行|い]きます。{way}を{metres}[行|い]きます。"
    ),
    "left": "[左|ひだり]に[曲|ま]がります。{way}を{metres}[行|い]きます。",
    "right": "[右|みぎ]に[曲|ま]がります。{way}を{metres}[行|い]きます。",
    "sharp_left": (
        "[左|ひだり]に[大|おお]きく[曲|ま]がります。{way}を{metres}[行|い]きます。"
    ),
    "sharp_right": (
        "[右|みぎ]に[大|おお]きく[曲|ま]がります。{way}を{metres}[行|い]きます。"
    ),
    "u_turn": "[後|うし]ろを[向|む]きます。{way}を{metres}[行|い]きます。",
    "stay.slight_left": (
        "[少|すこ]し[左|ひだり]に[行|い]きます。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "stay.slight_right": (
        "[少|すこ]し[右|みぎ]に[行|い]きます。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "stay.left": (
        "[左|ひだり]に[曲|ま]がります。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "stay.right": (
        "[右|みぎ]に[曲|ま]がります。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "stay.sharp_left": (
        "[左|ひだり]に[大|おお]きく[曲|ま]がります。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "stay.sharp_right": (
        "[右|みぎ]に[大|おお]きく[曲|ま]がります。[同|おな]じ[道|みち]です。"
        "{way}を{metres}[行|い]きます。"
    ),
    "line": "{compass}に{metres}[行|い]きます。",
    "line.here": "まっすぐ{metres}[行|い]きます。",
    "line.unknown": "ここの[道|みち]は、よく[分|わ]かりません。",
    "line.to": "「{place}」まで[歩|ある]きます。{minutes}です。",
    "line.on": "[歩|ある]きます。{minutes}です。",
    "line.nobody": "どの[道|みち]かは[分|わ]かりません。",
    "signs": "「{place}」と[書|か]いてあるほうに[行|い]きます。",
    "landmark": "「{place}」の[前|まえ]を[通|とお]ります。",
    # Stairs, lifts, gates.
    "steps.up": "[階段|かいだん]を[上|のぼ]ります。",
    "steps.down": "[階段|かいだん]を[下|お]ります。",
    "steps.through": "[階段|かいだん]を[通|とお]ります。",
    "steps.up.count": "[階段|かいだん]を[上|のぼ]ります。{count}です。",
    "steps.down.count": "[階段|かいだん]を[下|お]ります。{count}です。",
    "steps.through.count": "[階段|かいだん]を[通|とお]ります。{count}です。",
    "handrail": "[手|て]すりがあります。",
    "handrail.none": "[手|て]すりはありません。",
    "ramp.up": "[階段|かいだん]の[横|よこ]の[坂|さか]を[上|のぼ]ります。",
    "ramp.down": "[階段|かいだん]の[横|よこ]の[坂|さか]を[下|お]ります。",
    "ramp.through": "[階段|かいだん]の[横|よこ]の[坂|さか]を[通|とお]ります。",
    "lift.up": "エレベーターで[上|うえ]に[行|い]きます。",
    "lift.down": "エレベーターで[下|した]に[行|い]きます。",
    "lift.through": "エレベーターに[乗|の]ります。",
    "lift.floors": ("エレベーターに[乗|の]ります。{start}から{end}に[行|い]きます。"),
    "called": "[名前|なまえ]は「{place}」です。",
    "escalator.up": "エスカレーターで[上|うえ]に[行|い]きます。",
    "escalator.down": "エスカレーターで[下|した]に[行|い]きます。",
    "escalator.through": "エスカレーターに[乗|の]ります。",
    "floors": "{start}から{end}に[行|い]きます。",
    "moving_walkway": "[動|うご]く[道|みち]に[乗|の]ります。{metres}です。",
    "gate": "ゲートを[通|とお]ります。",
    "gate.in": "[改札|かいさつ]を[入|はい]ります。",
    "gate.out": "[改札|かいさつ]を[出|で]ます。",
    "enter": "[建物|たてもの]に[入|はい]ります。",
    "enter.place": "「{place}」から[入|はい]ります。",
    "exit": "[建物|たてもの]を[出|で]ます。",
    "exit.place": "「{place}」から[出|で]ます。",
    # Crossings.
    "crossing.signals": "{way}を[渡|わた]ります。[信号|しんごう]があります。",
    "crossing.marked": (
        "{way}を[渡|わた]ります。[横断歩道|おうだんほどう]があります。"
        "[信号|しんごう]はありません。"
    ),
    "crossing.unmarked": (
        "{way}を[渡|わた]ります。[信号|しんごう]はありません。"
        "[横断歩道|おうだんほどう]もありません。"
    ),
    "crossing.unknown": "{way}を[渡|わた]ります。",
    "crossing.metres": "[長|なが]さは{metres}です。",
    "crossing.island": "[道|みち]の[真|ま]ん[中|なか]で[止|と]まることができます。",
    "crossing.button": "ボタンを[押|お]してください。",
    "crossing.sound": "[信号|しんごう]から[音|おと]が[出|で]ます。",
    "crossing.silent": "[信号|しんごう]から[音|おと]は[出|で]ません。",
    "crossing.vibration": (
        "[信号|しんごう]の[箱|はこ]がふるえます。さわると[分|わ]かります。"
    ),
    "crossing.listen": "[渡|わた]る[前|まえ]に[車|くるま]の[音|おと]を[聞|き]いてください。",
    "crossing.tactile": "[点字|てんじ]ブロックがあります。",
    "crossing.no_tactile": "[点字|てんじ]ブロックはありません。",
    "crossing.kerb": "[段|だん]があります。{cm}です。",
    # On the way.
    "slope.up": (
        "[上|のぼ]りの[坂|さか]があります。{metres}です。"
        "いちばん[急|きゅう]なところは{percent}です。"
    ),
    "slope.down": (
        "[下|くだ]りの[坂|さか]があります。{metres}です。"
        "いちばん[急|きゅう]なところは{percent}です。"
    ),
    "surface": "{surface}の[道|みち]です。{metres}です。",
    "surface.rough": "でこぼこの[道|みち]です。{metres}です。",
    "surface.sett": "[石|いし]",
    "surface.cobblestone": "[丸|まる]い[石|いし]",
    "surface.paving_stones": "[平|たい]らな[石|いし]",
    "surface.compacted": "[固|かた]い[土|つち]",
    "surface.fine_gravel": "とても[小|ちい]さい[石|いし]",
    "surface.gravel": "[小|ちい]さい[石|いし]",
    "surface.ground": "[土|つち]",
    "surface.grass": "[草|くさ]",
    "surface.sand": "[砂|すな]",
    "surface.wood": "[木|き]",
    "surface.metal": "[鉄|てつ]など",
    "surface.unpaved": "[土|つち]や[石|いし]",
    "surface.asphalt": "アスファルト",
    "surface.concrete": "コンクリート",
    "surface.paved": "[平|たい]らにした",
    "surface.other": "ほかと[違|ちが]う",
    "kerb": "[段|だん]があります。{cm}です。",
    "narrow": "[道|みち]がせまいです。{cm}です。",
    "tactile": "[点字|てんじ]ブロックがあります。{metres}です。",
    "tactile.none": "[点字|てんじ]ブロックはありません。{metres}です。",
    "tactile.ends": "[点字|てんじ]ブロックはここで[終|お]わります。",
    "unlit": "[明|あ]かりがありません。{metres}です。",
    "barrier.bollard": "[車|くるま]を[止|と]めるポールがあります。",
    "barrier.cycle_barrier": "[自転車|じてんしゃ]を[止|と]めるさくがあります。",
    "barrier.gate": "[門|もん]を[通|とお]ります。",
    "barrier.lift_gate": "[上|うえ]に[開|あ]く[棒|ぼう]の[横|よこ]を[通|とお]ります。",
    "barrier.stile": "[段|だん]を[上|のぼ]って、さくを[越|こ]えます。",
    "barrier.turnstile": "[回|まわ]るゲートを[通|とお]ります。",
    "barrier.kissing_gate": "[一人|ひとり]ずつ[通|とお]る[門|もん]があります。",
    "barrier.block": "[石|いし]などのブロックがあります。",
    "barrier.chain": "くさりがあります。",
    "barrier.other": "[道|みち]にじゃまなものがあります。",
    "barrier.width": "[通|とお]るところは{cm}です。",
    "rest": "ここで[休|やす]みます。{minutes}です。{things}があります。",
    "rest.anywhere": "ここで[休|やす]みます。{minutes}です。",
    "rest_place": "{things}があります。",
    "rest.bench": "ベンチ",
    "rest.shelter": "[屋根|やね]のあるところ",
    "rest.stop_seat": "バスを[待|ま]ついす",
    "rest.toilet": "トイレ",
    "rest.wheelchair_toilet": "[車|くるま]いすの[人|ひと]が[使|つか]えるトイレ",
    "rest.changing_table": "[赤|あか]ちゃんのおむつを[替|か]える[台|だい]",
    "wait.lift": (
        "ここで[待|ま]ちます。{minutes}です。エレベーターはまだ[動|うご]きません。"
    ),
    "wait.way": "ここで[待|ま]ちます。{minutes}です。[道|みち]はまだ[通|とお]れません。",
    # What nobody knows.
    "unknown": "[分|わ]からないことがあります。{things}です。",
    "unknown.item": "{what}（{where}）",
    "unknown.steps": "[階段|かいだん]が[何段|なんだん]か",
    "unknown.handrail": "[手|て]すりがあるか",
    "unknown.slope": "[坂|さか]が[急|きゅう]か",
    "unknown.cross_slope": "[道|みち]が[横|よこ]にかたむいているか",
    "unknown.kerb": "[段|だん]の[高|たか]さ",
    "unknown.width": "[道|みち]の[広|ひろ]さ",
    "unknown.surface": "[道|みち]が[平|たい]らか",
    "unknown.crossing": "[渡|わた]るところの[様子|ようす]",
    "unknown.sound": "[信号|しんごう]から[音|おと]が[出|で]るか",
    "unknown.wheelchair": "[車|くるま]いすで[通|とお]れるか",
    "unknown.tactile": "[点字|てんじ]ブロックがあるか",
    "unknown.lit": "[明|あ]かりがあるか",
    "unknown.ground": "どんな[道|みち]か",
    "unknown.hours": "いつ[通|とお]れるか",
    "unknown.stop": "[段|だん]がなくて[乗|の]れるか",
    "stops.unknown": "{n}か[所|しょ]",
    "trips.unknown": "{n}[回|かい]",
    "unknown.trip": "[車|くるま]いすで[乗|の]れるか",
    # There.
    "arrive": "[着|つ]きました。",
    "arrive.place": "「{place}」に[着|つ]きました。",
    "arrive.left": "[左|ひだり]にあります。",
    "arrive.right": "[右|みぎ]にあります。",
    # Rides.
    "vehicle.bus": "バス",
    "vehicle.train": "[電車|でんしゃ]",
    "vehicle.tram": "[道|みち]を[走|はし]る[電車|でんしゃ]",
    "vehicle.ferry": "[船|ふね]",
    "vehicle.other": "[乗|の]り[物|もの]",
    "line.name": "{vehicle}「{place}」",
    "at.platform": "「{place}」の{code}[番線|ばんせん]",
    "at.platform.named": "「{place}」のホーム{code}",
    "at.bay": "「{place}」の{code}[番|ばん]の[乗|の]るところ",
    "at.bay.named": "「{place}」の[乗|の]るところ{code}",
    "at.place": "「{place}」",
    "time": ("[午前|ごぜん]{hour}[時|じ]{minute}", "[午後|ごご]{hour}[時|じ]{minute}"),
    "board": "{stop}で{line}に[乗|の]ります。{time}に[出|で]ます。",
    "board.towards": (
        "{stop}で{line}に[乗|の]ります。「{place}」に[行|い]きます。"
        "{time}に[出|で]ます。"
    ),
    "board.about": "{minutes}に1[回|かい]くらい[来|き]ます。",
    "board.step_free": "[段|だん]がありません。",
    "board.staff": (
        "[手伝|てつだ]ってほしいことを、[駅|えき]などの[人|ひと]に[知|し]らせてください。"
        "{minutes}[前|まえ]までです。"
    ),
    "ride": "{count}まで[乗|の]ります。{minutes}です。",
    "ride.next": "[次|つぎ]で[降|お]ります。{minutes}です。",
    "ride.before": "[降|お]りるところの1つ[前|まえ]は「{place}」です。",
    "stay_on": "[降|お]りません。そのまま{line}になります。",
    "stay_on.towards": (
        "[降|お]りません。そのまま{line}になります。「{place}」に[行|い]きます。"
    ),
    "alight": "「{place}」で[降|お]ります。{time}に[着|つ]きます。",
    "change": "ここで[乗|の]り[換|か]えます。{minutes}あります。",
    # In one sentence.
    "summary": "{things}です。",
    "summary.walk": "[歩|ある]く[道|みち]は{metres}、{minutes}",
    "summary.journey": "{start}から{end}まで、{minutes}",
    "summary.foot": "[歩|ある]く[道|みち]は{metres}",
    "summary.up": "[上|のぼ]りは{metres}",
    "summary.down": "[下|くだ]りは{metres}",
    "summary.up.least": "[上|のぼ]りは{metres}か、もっと",
    "summary.down.least": "[下|くだ]りは{metres}か、もっと",
    "summary.steps": "[階段|かいだん]{count}",
    "summary.steps.least": "[階段|かいだん]は{count}か、もっと",
    "summary.stairs": "[階段|かいだん]あり",
    "summary.no_climb": "[坂|さか]のことは[分|わ]からない",
    "summary.and": "、",
}
