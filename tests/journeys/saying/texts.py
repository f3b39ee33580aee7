"""Golden texts: small walks as they are told in three languages."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "a turn near a stop, and a destination beside the street": {
        "en": """
            depart: Start at 市役所. Go east along さくら通り for 140 m.
            left: Near 桜橋, turn left onto もみじ通り and go 210 m.
            arrive: You have arrived. It is on your left.
        """,
        "ja": """
            depart: 「市役所」から出発します。さくら通りを東へ約140m進みます。
            left: 「桜橋」の近くで、左に曲がり、もみじ通りを約210m進みます。
            arrive: 目的地に到着です。左側にあります。
        """,
        "ja-easy": """
            depart: 「市役所」から行きます。東に行きます。さくら通りを140メートルくらい行きます。
            left: 「桜橋」の近くです。左に曲がります。もみじ通りを210メートルくらい行きます。
            arrive: 着きました。左にあります。
        """,
    },
    "stairs up and stairs of which little is known": {
        "en": """
            depart: Go east along the footpath for 40 m.
            unknown: Not known: how many steps there are (at 1 place).
            steps: Go up the stairs, 12 steps. There is a handrail.
            straight: Continue along the footpath for 10 m.
            steps: Take the stairs.
            straight: Continue along the footpath for 20 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約40m進みます。
            unknown: 分かっていないこと：階段の段数（1か所）。
            steps: 階段を12段上ります。手すりがあります。
            straight: そのまま歩行者用の道を約10m進みます。
            steps: 階段を通ります。
            straight: そのまま歩行者用の道を約20m進みます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を40メートルくらい行きます。
            unknown: 分からないことがあります。階段が何段か（1か所）です。
            steps: 階段を上ります。12段です。手すりがあります。
            straight: まっすぐ行きます。歩く人の道を10メートルくらい行きます。
            steps: 階段を通ります。
            straight: まっすぐ行きます。歩く人の道を20メートルくらい行きます。
            arrive: 着きました。
        """,
    },
    "a crossing with signals, for somebody": {
        "en": """
            depart: Go east along the sidewalk for 30 m.
            crossing: Cross けやき通り at the traffic lights. The crossing is 16 m long. There is an island in the middle. Press the button.
            straight: Continue along the sidewalk for 40 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩道を東へ約30m進みます。
            crossing: けやき通りを、信号のある横断歩道で渡ります。渡る長さは約16mです。途中に安全地帯があります。押しボタンを押してください。
            straight: そのまま歩道を約40m進みます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を30メートルくらい行きます。
            crossing: けやき通りを渡ります。信号があります。長さは16メートルくらいです。道の真ん中で止まることができます。ボタンを押してください。
            straight: まっすぐ行きます。歩く人の道を40メートルくらい行きます。
            arrive: 着きました。
        """,
    },
    "the same for who cannot see": {
        "en": """
            depart: Go along the sidewalk for 30 m.
            unknown: Not known: where there is tactile paving (over 20 m).
            tactile: Tactile paving leads on for 30 m.
            crossing: Cross けやき通り at the traffic lights. The crossing is 16 m long. The signal can be heard. The signal can be felt: it vibrates.
            straight: Continue along the sidewalk for 40 m.
            tactile: There is no tactile paving for 40 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩道を約30m進みます。
            unknown: 分かっていないこと：点字ブロックの有無（約20mの区間）。
            tactile: 点字ブロックが約30m続きます。
            crossing: けやき通りを、信号のある横断歩道で渡ります。渡る長さは約16mです。音の出る信号です。信号は振動でも分かります。
            straight: そのまま歩道を約40m進みます。
            tactile: 点字ブロックは約40mありません。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 歩く人の道を30メートルくらい行きます。
            unknown: 分からないことがあります。点字ブロックがあるか（20メートルくらい）です。
            tactile: 点字ブロックがあります。30メートルくらいです。
            crossing: けやき通りを渡ります。信号があります。長さは16メートルくらいです。信号から音が出ます。信号の箱がふるえます。さわると分かります。
            straight: まっすぐ行きます。歩く人の道を40メートルくらい行きます。
            tactile: 点字ブロックはありません。40メートルくらいです。
            arrive: 着きました。
        """,
    },
    "the same for who cannot hear": {
        "en": """
            depart: Go east along the sidewalk for 30 m.
            crossing: Cross けやき通り at the traffic lights. The crossing is 16 m long. The signal can be felt: it vibrates.
            straight: Continue along the sidewalk for 40 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩道を東へ約30m進みます。
            crossing: けやき通りを、信号のある横断歩道で渡ります。渡る長さは約16mです。信号は振動でも分かります。
            straight: そのまま歩道を約40m進みます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を30メートルくらい行きます。
            crossing: けやき通りを渡ります。信号があります。長さは16メートルくらいです。信号の箱がふるえます。さわると分かります。
            straight: まっすぐ行きます。歩く人の道を40メートルくらい行きます。
            arrive: 着きました。
        """,
    },
    "a hill, gravel, a kerb and a bench, on wheels": {
        "en": """
            depart: Go east along the footpath for 230 m.
            unknown: Not known: how steep it is (over 70 m) and how wide the way is (over 70 m).
            slope: After 100 m, it goes uphill for 60 m, by up to 8%.
            surface: The ground is gravel for 60 m.
            kerb: There is a kerb of 4 cm.
            narrow: The way narrows to 90 cm.
            rest_place: After 60 m, you pass a bench and a wheelchair-accessible toilet.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約230m進みます。
            unknown: 分かっていないこと：坂の勾配（約70mの区間）、道の幅（約70mの区間）。
            slope: 約100m先で、最大8%の上り坂が約60m続きます。
            surface: 足元は砂利です（約60m）。
            kerb: 4cmの段差があります。
            narrow: 道の幅が90cmになります。
            rest_place: 約60m先で、ベンチ、車いす用トイレがあります。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を230メートルくらい行きます。
            unknown: 分からないことがあります。坂が急か（70メートルくらい）と道の広さ（70メートルくらい）です。
            slope: 100メートルくらい行きます。上りの坂があります。60メートルくらいです。いちばん急なところは8パーセントです。
            surface: 小さい石の道です。60メートルくらいです。
            kerb: 段があります。4センチメートルです。
            narrow: 道がせまいです。90センチメートルです。
            rest_place: 60メートルくらい行きます。ベンチと車いすの人が使えるトイレがあります。
            arrive: 着きました。
        """,
    },
    "a rest, and a way that opens later": {
        "en": """
            depart: Go east along the footpath for 230 m.
            rest: After 100 m, rest for 2 minutes: there is a bench.
            wait: After 60 m, wait 5 minutes, until the way opens.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約230m進みます。
            rest: 約100m先で、2分休みます。ベンチがあります。
            wait: 約60m先で、道が開くまで、5分待ちます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を230メートルくらい行きます。
            rest: 100メートルくらい行きます。ここで休みます。2分です。ベンチがあります。
            wait: 60メートルくらい行きます。ここで待ちます。5分です。道はまだ通れません。
            arrive: 着きました。
        """,
    },
    "a lift that is out of service for a while": {
        "en": """
            depart: Go east along the footpath for 50 m.
            wait: Wait 10 minutes, until the lift is back in service.
            lift: Take the lift from floor 1 to floor 2. It is called 東エレベーター.
            straight: Go north along the footpath for 40 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約50m進みます。
            wait: エレベーターが動くまで、10分待ちます。
            lift: エレベーターで1階から2階へ行きます。名前は「東エレベーター」です。
            straight: 歩行者用の道を北へ約40m進みます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を50メートルくらい行きます。
            wait: ここで待ちます。10分です。エレベーターはまだ動きません。
            lift: エレベーターに乗ります。1階から2階に行きます。名前は「東エレベーター」です。
            straight: 北に行きます。歩く人の道を40メートルくらい行きます。
            arrive: 着きました。
        """,
    },
    "an escalator down into a corridor": {
        "en": """
            depart: Go east along the footpath for 40 m.
            enter: Enter the building.
            escalator: Take the escalator down. It leads from floor 1 to basement floor 1.
            left: Turn left onto the corridor and go 30 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約40m進みます。
            enter: 建物に入ります。
            escalator: エスカレーターで下へ行きます。1階から地下1階まで続きます。
            left: 左に曲がり、通路を約30m進みます。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を40メートルくらい行きます。
            enter: 建物に入ります。
            escalator: エスカレーターで下に行きます。1階から地下1階に行きます。
            left: 左に曲がります。建物の中の道を30メートルくらい行きます。
            arrive: 着きました。
        """,
    },
    "landmarks for who loses the way": {
        "en": """
            depart: Go east along さくら通り for 300 m.
            landmark: After 70 m, you pass 図書館前.
            landmark: After 150 m, you pass 桜橋.
            arrive: You have arrived at 図書館.
        """,
        "ja": """
            depart: さくら通りを東へ約300m進みます。
            landmark: 約70m先で、「図書館前」の前を通ります。
            landmark: 約150m先で、「桜橋」の前を通ります。
            arrive: 「図書館」に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。さくら通りを300メートルくらい行きます。
            landmark: 70メートルくらい行きます。「図書館前」の前を通ります。
            landmark: 150メートルくらい行きます。「桜橋」の前を通ります。
            arrive: 「図書館」に着きました。
        """,
    },
    "nothing but a straight line": {
        "en": """
            depart: Go east along さくら通り for 160 m.
            line: Turn left and go north for 100 m in a straight line. The way itself is not known here.
            arrive: You have arrived at 公園.
        """,
        "ja": """
            depart: さくら通りを東へ約160m進みます。
            line: 左に曲がり、北へ直線で約100m進みます。ここの道の様子は分かっていません。
            arrive: 「公園」に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。さくら通りを160メートルくらい行きます。
            line: 左に曲がります。北に100メートルくらい行きます。ここの道は、よく分かりません。
            arrive: 「公園」に着きました。
        """,
    },
    "a stile, a dark path, and a ramp beside stairs": {
        "en": """
            depart: Go east along the footpath for 60 m.
            barrier: Bollards stand across the way.
            ramp: Go down the ramp beside the stairs.
            straight: Continue along the footpath for 50 m.
            unlit: There is no lighting for 50 m.
            arrive: You have arrived.
        """,
        "ja": """
            depart: 歩行者用の道を東へ約60m進みます。
            barrier: 車止めがあります。
            ramp: 階段の横のスロープを下ります。
            straight: そのまま歩行者用の道を約50m進みます。
            unlit: 約50m、明かりがありません。
            arrive: 目的地に到着です。
        """,
        "ja-easy": """
            depart: 東に行きます。歩く人の道を60メートルくらい行きます。
            barrier: 車を止めるポールがあります。
            ramp: 階段の横の坂を下ります。
            straight: まっすぐ行きます。歩く人の道を50メートルくらい行きます。
            unlit: 明かりがありません。50メートルくらいです。
            arrive: 着きました。
        """,
    },
}
