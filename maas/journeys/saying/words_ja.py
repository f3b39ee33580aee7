"""What is said in Japanese, with readings. Marks are those of ``spans.fill``.

Of two forms the second is for numbers after which the counter is read otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Forms = str | tuple[str, str]

WORDS: Final[Mapping[str, Forms]] = {
    # Numbers.
    "metres": "[約|やく]{n}<m|メートル>",
    "metres.few": "[数|すう]<m|メートル>",
    "kilometres": "[約|やく]{n}<km|キロメートル>",
    "cm": "{n}<cm|センチメートル>",
    "percent": "{n}<%|パーセント>",
    "minutes": ("{n}[分|ふん]", "{n}[分|ぷん]"),
    "hours": "{n}[時間|じかん]",
    "hours.minutes": "{hours}{minutes}",
    "minutes.less": "1[分|ぷん][未満|みまん]",
    "steps.count": "{n}[段|だん]",
    "crossings.count": "[横断|おうだん]{n}か[所|しょ]",
    "rests.count": "[休憩|きゅうけい]{n}[回|かい]",
    "rides.count": "[乗車|じょうしゃ]{n}[回|かい]",
    "stops.count": ("{n}つ[目|め]", "{n}[番目|ばんめ]"),
    "places.count": "{n}か[所|しょ]",
    "along": "{metres}の[区間|くかん]",
    "floor": ("{n}[階|かい]", "{n}[階|がい]"),
    "floor.below": ("[地下|ちか]{n}[階|かい]", "[地下|ちか]{n}[階|がい]"),
    "level": "レベル{n}",
    "level.below": "レベル<−|マイナス>{n}",
    "level.ground": "[地上階|ちじょうかい]",
    "and": "、",
    "and.last": "、",
    # Ways without a name.
    "way.street": "[道路|どうろ]",
    "way.sidewalk": "[歩道|ほどう]",
    "way.footway": "[歩行者用|ほこうしゃよう]の[道|みち]",
    "way.plaza": "[広場|ひろば]",
    "way.corridor": "[通路|つうろ]",
    "way.walkway": "[連絡通路|れんらくつうろ]",
    "way.link": "[道|みち]",
    "way.road": "[道路|どうろ]",
    # Directions.
    "north": "[北|きた]",
    "north_east": "[北東|ほくとう]",
    "east": "[東|ひがし]",
    "south_east": "[南東|なんとう]",
    "south": "[南|みなみ]",
    "south_west": "[南西|なんせい]",
    "west": "[西|にし]",
    "north_west": "[北西|ほくせい]",
    # Leads.
    "lead.near": "「{place}」の[近|ちか]くで、",
    "lead.ahead": "{metres}[先|さき]で、",
    "lead.slight_left": "[斜|なな]め[左|ひだり]に[進|すす]み、",
    "lead.slight_right": "[斜|なな]め[右|みぎ]に[進|すす]み、",
    "lead.left": "[左|ひだり]に[曲|ま]がり、",
    "lead.right": "[右|みぎ]に[曲|ま]がり、",
    "lead.sharp_left": "[左|ひだり]に[大|おお]きく[曲|ま]がり、",
    "lead.sharp_right": "[右|みぎ]に[大|おお]きく[曲|ま]がり、",
    "lead.u_turn": "[向|む]きを[変|か]えて[戻|もど]り、",
    # Going.
    "depart.place": "「{place}」から[出発|しゅっぱつ]します。",
    "depart": "{way}を{compass}へ{metres}[進|すす]みます。",
    "depart.blind": "{way}を{metres}[進|すす]みます。",
    "straight": "そのまま{way}を{metres}[進|すす]みます。",
    "slight_left": "[斜|なな]め[左|ひだり]の{way}に[入|はい]り、{metres}[進|すす]みます。",
    "slight_right": "[斜|なな]め[右|みぎ]の{way}に[入|はい]り、{metres}[進|すす]みます。",
    "left": "[左|ひだり]に[曲|ま]がり、{way}を{metres}[進|すす]みます。",
    "right": "[右|みぎ]に[曲|ま]がり、{way}を{metres}[進|すす]みます。",
    "sharp_left": (
        "[左|ひだり]に[大|おお]きく[曲|ま]がり、{way}を{metres}[進|すす]みます。"
    ),
    "sharp_right": (
        "[右|みぎ]に[大|おお]きく[曲|ま]がり、{way}を{metres}[進|すす]みます。"
    ),
    "u_turn": "[向|む]きを[変|か]えて、{way}を{metres}[戻|もど]ります。",
    "stay.slight_left": (
        "{way}を[斜|なな]め[左|ひだり]へ、そのまま{metres}[進|すす]みます。"
    ),
    "stay.slight_right": (
        "{way}を[斜|なな]め[右|みぎ]へ、そのまま{metres}[進|すす]みます。"
    ),
    "stay.left": "{way}に[沿|そ]って[左|ひだり]に[曲|ま]がり、{metres}[進|すす]みます。",
    "stay.right": "{way}に[沿|そ]って[右|みぎ]に[曲|ま]がり、{metres}[進|すす]みます。",
    "stay.sharp_left": (
        "{way}に[沿|そ]って[左|ひだり]に[大|おお]きく[曲|ま]がり、"
        "{metres}[進|すす]みます。"
    ),
    "stay.sharp_right": (
        "{way}に[沿|そ]って[右|みぎ]に[大|おお]きく[曲|ま]がり、"
        "{metres}[進|すす]みます。"
    ),
    "line": "{compass}へ[直線|ちょくせん]で{metres}[進|すす]みます。",
    "line.here": "まっすぐ{metres}[進|すす]みます。",
    "line.unknown": "ここの[道|みち]の[様子|ようす]は[分|わ]かっていません。",
    "line.to": "「{place}」まで[歩|ある]きます（{minutes}）。",
    "line.on": "[歩|ある]きます（{minutes}）。",
    "line.nobody": "[途中|とちゅう]の[道|みち]は[分|わ]かっていません。",
    "signs": "「{place}」の[案内表示|あんないひょうじ]に[従|したが]ってください。",
    "landmark": "「{place}」の[前|まえ]を[通|とお]ります。",
    # Stairs, lifts, gates.
    "steps.up": "[階段|かいだん]を[上|のぼ]ります。",
    "steps.down": "[階段|かいだん]を[下|お]ります。",
    "steps.through": "[階段|かいだん]を[通|とお]ります。",
    "steps.up.count": "[階段|かいだん]を{count}[上|のぼ]ります。",
    "steps.down.count": "[階段|かいだん]を{count}[下|お]ります。",
    "steps.through.count": "{count}の[階段|かいだん]を[通|とお]ります。",
    "handrail": "[手|て]すりがあります。",
    "handrail.none": "[手|て]すりはありません。",
    "ramp.up": "[階段|かいだん]の[横|よこ]のスロープを[上|のぼ]ります。",
    "ramp.down": "[階段|かいだん]の[横|よこ]のスロープを[下|お]ります。",
    "ramp.through": "[階段|かいだん]の[横|よこ]のスロープを[通|とお]ります。",
    "lift.up": "エレベーターで[上|うえ]へ[行|い]きます。",
    "lift.down": "エレベーターで[下|した]へ[行|い]きます。",
    "lift.through": "エレベーターに[乗|の]ります。",
    "lift.floors": "エレベーターで{start}から{end}へ[行|い]きます。",
    "called": "[名前|なまえ]は「{place}」です。",
    "escalator.up": "エスカレーターで[上|うえ]へ[行|い]きます。",
    "escalator.down": "エスカレーターで[下|した]へ[行|い]きます。",
    "escalator.through": "エスカレーターに[乗|の]ります。",
    "floors": "{start}から{end}まで[続|つづ]きます。",
    "moving_walkway": "[動|うご]く[歩道|ほどう]で{metres}[進|すす]みます。",
    "gate": "ゲートを[通|とお]ります。",
    "gate.in": "[改札口|かいさつぐち]を[入|はい]ります。",
    "gate.out": "[改札口|かいさつぐち]を[出|で]ます。",
    "enter": "[建物|たてもの]に[入|はい]ります。",
    "enter.place": "「{place}」から[入|はい]ります。",
    "exit": "[建物|たてもの]から[出|で]ます。",
    "exit.place": "「{place}」から[出|で]ます。",
    # Crossings.
    "crossing.signals": (
        "{way}を、[信号|しんごう]のある[横断歩道|おうだんほどう]で[渡|わた]ります。"
    ),
    "crossing.marked": (
        "{way}を、[信号|しんごう]のない[横断歩道|おうだんほどう]で[渡|わた]ります。"
    ),
    "crossing.unmarked": (
        "{way}を[渡|わた]ります。[信号|しんごう]も[横断歩道|おうだんほどう]もありません。"
    ),
    "crossing.unknown": "{way}を[渡|わた]ります。",
    "crossing.metres": "[渡|わた]る[長|なが]さは{metres}です。",
    "crossing.island": "[途中|とちゅう]に[安全地帯|あんぜんちたい]があります。",
    "crossing.button": "[押|お]しボタンを[押|お]してください。",
    "crossing.sound": "[音|おと]の[出|で]る[信号|しんごう]です。",
    "crossing.silent": "[音|おと]の[出|で]ない[信号|しんごう]です。",
    "crossing.vibration": "[信号|しんごう]は[振動|しんどう]でも[分|わ]かります。",
    "crossing.listen": "[渡|わた]る[前|まえ]に[車|くるま]の[音|おと]を[聞|き]いてください。",
    "crossing.tactile": "[点字|てんじ]ブロックが[続|つづ]いています。",
    "crossing.no_tactile": "[点字|てんじ]ブロックはありません。",
    "crossing.kerb": "{cm}の[段差|だんさ]に[注意|ちゅうい]してください。",
    # On the way.
    "slope.up": (
        "[最大|さいだい]{percent}の[上|のぼ]り[坂|ざか]が{metres}[続|つづ]きます。"
    ),
    "slope.down": (
        "[最大|さいだい]{percent}の[下|くだ]り[坂|ざか]が{metres}[続|つづ]きます。"
    ),
    "surface": "[足元|あしもと]は{surface}です（{metres}）。",
    "surface.rough": "[足元|あしもと]が[悪|わる]くなります（{metres}）。",
    "surface.sett": "[石畳|いしだたみ]",
    "surface.cobblestone": "[玉石|たまいし]",
    "surface.paving_stones": "[敷石|しきいし]",
    "surface.compacted": "[固|かた]めた[砂利|じゃり]",
    "surface.fine_gravel": "[細|こま]かい[砂利|じゃり]",
    "surface.gravel": "[砂利|じゃり]",
    "surface.ground": "[土|つち]",
    "surface.grass": "[草|くさ]",
    "surface.sand": "[砂|すな]",
    "surface.wood": "[木|き]",
    "surface.metal": "[金属|きんぞく]",
    "surface.unpaved": "[舗装|ほそう]されていない[道|みち]",
    "surface.asphalt": "アスファルト",
    "surface.concrete": "コンクリート",
    "surface.paved": "[舗装|ほそう]",
    "surface.other": "[特別|とくべつ]な[舗装|ほそう]",
    "kerb": "{cm}の[段差|だんさ]があります。",
    "narrow": "[道|みち]の[幅|はば]が{cm}になります。",
    "tactile": "[点字|てんじ]ブロックが{metres}[続|つづ]きます。",
    "tactile.none": "[点字|てんじ]ブロックは{metres}ありません。",
    "tactile.ends": "[点字|てんじ]ブロックはここで[終|お]わります。",
    "unlit": "{metres}、[明|あ]かりがありません。",
    "barrier.bollard": "[車止|くるまど]めがあります。",
    "barrier.cycle_barrier": "[自転車止|じてんしゃど]めの[柵|さく]があります。",
    "barrier.gate": "[門|もん]を[通|とお]ります。",
    "barrier.lift_gate": "[遮断機|しゃだんき]のわきを[通|とお]ります。",
    "barrier.stile": "[踏|ふ]み[段|だん]で[柵|さく]を[越|こ]えます。",
    "barrier.turnstile": "[回転式|かいてんしき]のゲートを[通|とお]ります。",
    "barrier.kissing_gate": "[一人|ひとり]ずつ[通|とお]る[門|もん]があります。",
    "barrier.block": "[車止|くるまど]めのブロックがあります。",
    "barrier.chain": "[鎖|くさり]が[張|は]られています。",
    "barrier.other": "[道|みち]に[障害物|しょうがいぶつ]があります。",
    "barrier.width": "すき[間|ま]は{cm}です。",
    "rest": "{minutes}[休|やす]みます。{things}があります。",
    "rest.anywhere": "{minutes}[休|やす]みます。",
    "rest_place": "{things}があります。",
    "rest.bench": "ベンチ",
    "rest.shelter": "[屋根|やね]のある[場所|ばしょ]",
    "rest.stop_seat": "[停留所|ていりゅうじょ]のいす",
    "rest.toilet": "トイレ",
    "rest.wheelchair_toilet": "[車|くるま]いす[用|よう]トイレ",
    "rest.changing_table": "おむつ[交換台|こうかんだい]",
    "wait.lift": "エレベーターが[動|うご]くまで、{minutes}[待|ま]ちます。",
    "wait.way": "[道|みち]が[開|あ]くまで、{minutes}[待|ま]ちます。",
    # What nobody knows.
    "unknown": "[分|わ]かっていないこと：{things}。",
    "unknown.item": "{what}（{where}）",
    "unknown.steps": "[階段|かいだん]の[段数|だんすう]",
    "unknown.handrail": "[手|て]すりの[有無|うむ]",
    "unknown.slope": "[坂|さか]の[勾配|こうばい]",
    "unknown.cross_slope": "[道|みち]の[横|よこ]の[傾|かたむ]き",
    "unknown.kerb": "[段差|だんさ]の[高|たか]さ",
    "unknown.width": "[道|みち]の[幅|はば]",
    "unknown.surface": "[路面|ろめん]の[種類|しゅるい]",
    "unknown.crossing": "[横断歩道|おうだんほどう]の[様子|ようす]",
    "unknown.sound": "[信号|しんごう]の[音|おと]の[有無|うむ]",
    "unknown.wheelchair": "[車|くるま]いすで[通|とお]れる[条件|じょうけん]",
    "unknown.tactile": "[点字|てんじ]ブロックの[有無|うむ]",
    "unknown.lit": "[明|あ]かりの[有無|うむ]",
    "unknown.ground": "[道|みち]の[様子|ようす]",
    "unknown.hours": "[通|とお]れる[時間|じかん]",
    "unknown.stop": "[段差|だんさ]なしで[乗|の]れるか",
    "stops.unknown": "{n}か[所|しょ]",
    "trips.unknown": "{n}[回|かい]の[乗車|じょうしゃ]",
    "unknown.trip": "[車|くるま]いすで[乗|の]れる[車両|しゃりょう]か",
    # There.
    "arrive": "[目的地|もくてきち]に[到着|とうちゃく]です。",
    "arrive.place": "「{place}」に[到着|とうちゃく]です。",
    "arrive.left": "[左側|ひだりがわ]にあります。",
    "arrive.right": "[右側|みぎがわ]にあります。",
    # Rides.
    "vehicle.bus": "バス",
    "vehicle.train": "[電車|でんしゃ]",
    "vehicle.tram": "[路面電車|ろめんでんしゃ]",
    "vehicle.ferry": "[船|ふね]",
    "vehicle.other": "[乗|の]り[物|もの]",
    "line.name": "{vehicle}「{place}」",
    "at.platform": "「{place}」{code}[番線|ばんせん]",
    "at.platform.named": "「{place}」のホーム{code}",
    "at.bay": "「{place}」{code}[番|ばん]のりば",
    "at.bay.named": "「{place}」ののりば{code}",
    "at.place": "「{place}」",
    "time": "{clock}",
    "board": "{time}に{stop}で{line}に[乗|の]ります。",
    "board.towards": (
        "{time}に{stop}で{line}（「{place}」[方面|ほうめん]）に[乗|の]ります。"
    ),
    "board.about": "[約|やく]{minutes}おきに[出|で]ています。",
    "board.step_free": "[段差|だんさ]なしで[乗|の]れます。",
    "board.staff": (
        "[手伝|てつだ]いが[必要|ひつよう]なことを、{minutes}[前|まえ]までに"
        "[係員|かかりいん]に[知|し]らせてください。"
    ),
    "ride": "{count}まで[乗|の]ります（{minutes}）。",
    "ride.next": "[次|つぎ]で[降|お]ります（{minutes}）。",
    "ride.before": "[降|お]りる[一|ひと]つ[前|まえ]は「{place}」です。",
    "stay_on": "[乗|の]ったまま、{line}として[進|すす]みます。",
    "stay_on.towards": (
        "[乗|の]ったまま、{line}（「{place}」[方面|ほうめん]）として[進|すす]みます。"
    ),
    "alight": "{time}に「{place}」で[降|お]ります。",
    "change": "ここで[乗|の]り[換|か]えます。[時間|じかん]は{minutes}あります。",
    # In one sentence.
    "summary": "{things}。",
    "summary.walk": "[徒歩|とほ]{metres}、{minutes}",
    "summary.journey": "{start}から{end}まで、{minutes}",
    "summary.foot": "[徒歩|とほ]{metres}",
    "summary.up": "[上|のぼ]り{metres}",
    "summary.down": "[下|くだ]り{metres}",
    "summary.up.least": "[上|のぼ]り{metres}[以上|いじょう]",
    "summary.down.least": "[下|くだ]り{metres}[以上|いじょう]",
    "summary.steps": "[階段|かいだん]{count}",
    "summary.steps.least": "[階段|かいだん]{count}[以上|いじょう]",
    "summary.stairs": "[階段|かいだん]あり",
    "summary.no_climb": "[高低差|こうていさ]は[不明|ふめい]",
    "summary.and": "、",
}
