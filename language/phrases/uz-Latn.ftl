# Every sentence the bot says in Uzbek. The Cyrillic ones are made from these.
# oʻ gʻ are written with U+02BB, the tutuq belgisi with U+02BC.

## What things are called

event-type =
    { $type ->
        [meeting] uchrashuv
        [conference] konferensiya
        [roundtable] davra suhbati
        [seminar] seminar
        [forum] forum
        [briefing] brifing
        [visit] tashrif
        [signing] hujjat imzolash
        [training] trening
        [presentation] taqdimot
        [exhibition] koʻrgazma
        [ceremony] tantanali marosim
       *[other] tadbir
    }
plain-news = xabar
event-status =
    { $status ->
        [held] boʻlib oʻtgan
        [ongoing] davom etmoqda
       *[announced] kutilmoqda
    }
event-format =
    { $format ->
        [online] onlayn
        [hybrid] yuzma-yuz va onlayn
       *[offline] yuzma-yuz
    }

near-day =
    { $when ->
        [today] bugun
        [tomorrow] ertaga
       *[later] { $day }
    }

## First words

start =
    <b>Assalomu alaykum!</b>

    Men Xabarnomaman: matbuot xizmati xabarlarini oʻqib, uchrashuv va konferensiyalar haqida qisqacha aytib beraman.

    • Soʻrang, oddiy soʻz bilan: <i>may oyidagi uchrashuvlar</i>, <i>27-noyabr</i>, <i>Samarqanddagi forum</i>.
    • Obuna boʻling: har kuni siz tanlagan soatda qisqa dayjest yuboraman. Avval tadbirlar, keyin boshqa xabarlar.
start-subscribed =
    <b>Yana koʻrishganimizdan xursandman!</b>

    Siz obunasiz: dayjest { $days } soat { $hour } da keladi ({ $zone }). Kunlar, soat, mazmun va tilni /settings orqali oʻzgartirasiz.

    Istagan paytda soʻrang: soʻz, ism yoki sana yetarli.
subscribe-button = Obuna boʻlish
subscribed =
    <b>Obuna boʻldingiz.</b>

    Dayjest { $days } soat { $hour } da keladi ({ $zone }). Birinchisi: { $first }. Kunlar, soat, mazmun va tilni /settings orqali oʻzgartirasiz.
subscribed-short = Obuna boʻldingiz
stopped = Dayjest yuborishni toʻxtatdim. Sozlamalaringiz saqlanib turibdi: qaytmoqchi boʻlsangiz, /start ni bosing. Savollaringizga avvalgidek javob beraman.
stopped-already = Siz hozir obuna emassiz, shuning uchun dayjest yubormayapman. Obuna boʻlish uchun /start ni bosing.
help =
    <b>Nimalar qila olaman</b>

    <b>Savol.</b> Oddiy soʻz bilan yozing, lotin yoki kirill alifbosida, oʻzbek, rus yoki ingliz tilida:
    • soʻz yoki ism: <i>radikallashuv konferensiyasi</i>
    • sana: <i>27-noyabr</i>, <i>oʻtgan hafta</i>, <i>may oyi</i>
    • tadbir turi: <i>oʻtgan oydagi uchrashuvlar</i>

    /today – bugungi xabarlar
    /week – shu hafta xabarlari
    /month – shu oy xabarlari
    /date – kunni taqvimdan tanlash
    /history – oxirgi savollaringiz: yana soʻrash yoki oʻchirish
    /digest – hozirgacha yigʻilgan dayjest
    /settings – kunlar, soat, dayjest mazmuni, til
    /stop – dayjestni toʻxtatish
    /export_me – siz haqingizda nima saqlangani; /delete_me – uni oʻchirish

    Guruh va kanallar: meni qoʻshing, dayjestni administrator sozlaydi.
help-inline = <b>Istalgan suhbatda</b> <code>@{ $bot } konferensiya</code> deb yozing va ulashish uchun kartochkani tanlang.
help-editor =
    <b>Muharrirlar uchun</b>

    Uzun matn (kamida { $length } belgi), bir necha qatorli matn, uzatilgan xabar va fayl (.txt, .md, .html, .docx, .pdf) yoki sahifa havolasi – eʼlon qilinadigan xabar. Bir qatorli qisqa matn – savol.
    /new – keyingi yozganingiz qisqa boʻlsa ham xabar boʻladi
    /drafts – yoʻldagi xabarlar
    Boshliq va muharrirlarga: /stats
    Boshliqlarga: /people, /audit, /broadcast, /export
    /feeds – xabarlar oʻzi keladigan manbalar: saytlarning tasmalari va kanallar

    Har bir xabarni avval qanday tushunganimni koʻrsataman. Siz tasdiqlamaguningizcha u hech kimga koʻrinmaydi.
unknown-command = { $command } degan buyruqni bilmayman. Bilganlarim /help da. Biror narsa soʻramoqchi boʻlsangiz, buyruqsiz, oddiy soʻz bilan yozing.

## Questions

today-question = bugun
week-question = shu hafta
month-question = shu oy
answer-count = { $count } ta topildi
answer-count-more = { $count } tadan ortiq topildi
copies = yana { $count } nusxa
nothing-found =
    <b>Hech narsa topilmadi.</b>

    Qisqaroq yozib koʻring: bitta soʻz, ism yoki sana yetarli. Masalan: <i>konferensiya</i>, <i>may oyi</i>.
nothing-found-then =
    <b>Bu kunlarga oid hech narsa topilmadi.</b>

    Boshqa kunni yozib koʻring: <i>kecha</i>, <i>shu oy</i>. Shu hafta xabarlari: /week
nothing-found-instead = <b>Hech narsa topilmadi.</b> Eng yaqin borlari:
nearest-button =
    { $kind ->
        [spelling] “{ $question }” demoqchimisiz?
        [period] { $question } – istalgan vaqtda
       *[less] { $question }
    }
question-empty = Savolingizda soʻz ham, sana ham topmadim. Nimani izlayotganingizni yozing: <i>konferensiya</i>, <i>Toshkent</i>, <i>27-noyabr</i>.
question-too-long = Savol juda uzun. Bir necha soʻz, ism yoki sana yetarli (koʻpi bilan { $limit } belgi).
too-many-questions = Birdaniga juda koʻp savol berdingiz. Iltimos, keyingisini { $seconds } soniyadan soʻng yozing.
too-much = Birdaniga juda koʻp amal bajardingiz. Iltimos, { $seconds } soniyadan soʻng davom eting; shungacha yuborganlaringiz oʻqilmaydi.
search-slow = Qidiruv hozir juda choʻzilib ketdi. Birozdan soʻng yana urinib koʻring.
again-button = Yana urinish
press-a-number = Toʻliq matnni oʻqish uchun raqamini bosing.
previous-button = ‹ Oldingi
next-button = Keyingi ›
back-button = ‹ Roʻyxatga
close-button = Yopish
source-button = Manbada oʻqish
text-part = { $total } qismdan { $part }-qism
letters-button =
    { $letters ->
        [Latn] Lotin alifbosida
       *[Cyrl] Kirill alifbosida
    } oʻqish
transliterated =
    Matn { $letters ->
        [Latn] lotin
       *[Cyrl] kirill
    } alifbosiga avtomatik oʻgirildi; asli boshqa alifboda.
stale-button = Bu tugma eskirgan. Savolni qaytadan yozing.
stale-press = Bu tugma eskirgan. Menyuni qaytadan oching.
foreign-button = Bu roʻyxat boshqa kishining savoliga javob. Oʻz savolingizni yozing.
release-gone = Bu xabar endi mavjud emas.
page-gone = Bu sahifadagi xabarlar shu orada olib tashlandi. Mana birinchi sahifa.
inline-nothing = Hech narsa topilmadi. Mendan suhbatda soʻrang
inline-later = Birozdan soʻng yana urinib koʻring
weekdays = Du Se Cho Pa Ju Sha Yak
calendar = Kunni bosing; butun oy uchun uning nomini bosing. Kichik raqam – oʻsha kunga oid xabarlar soni.
history = <b>Oxirgi savollaringiz</b>
history-hint = <i>Savolni yana soʻrash uchun raqamini, oʻchirish uchun ✕ li raqamini bosing.</i>
history-empty = Sizning savollaringiz saqlanmagan. Soʻrab koʻring: soʻz, ism yoki sana yetarli.
forget-all-button = Hammasini oʻchirish
forgotten = Oʻchirildi
only-text =
    Men hozircha faqat matnni tushunaman. Savolingizni soʻz bilan yozing: <i>konferensiya</i>, <i>may oyi</i>. Boshqa imkoniyatlar: /help
files-for-editors = Fayl va uzun matnlarni faqat muharrirlardan qabul qilaman. Savolingiz boʻlsa, bir necha soʻz bilan yozing.

## The digest

digest-title = Dayjest
digest-ahead =
    { $when ->
        [today] 📅 Bugun, { $day }
        [tomorrow] 📅 Ertaga, { $day }
       *[later] 📅 Keyinroq
    }
event-types =
    { $type ->
        [meeting] 🤝 Uchrashuvlar
        [conference] 🎤 Konferensiyalar
        [roundtable] 💬 Davra suhbatlari
        [seminar] 🎓 Seminarlar
        [forum] 🌐 Forumlar
        [briefing] 🎙 Brifinglar
        [visit] ✈️ Tashriflar
        [signing] ✍️ Imzolangan hujjatlar
        [training] 📚 Treninglar
        [presentation] 📊 Taqdimotlar
        [exhibition] 🖼 Koʻrgazmalar
        [ceremony] 🏛 Tantanali marosimlar
       *[other] 📌 Boshqa tadbirlar
    }
earlier-button = ‹ Avvalgi xabar, { $day }
digest-earlier = Avvalgi xabar, { $day }: { $title }
digest-news = 📰 Boshqa xabarlar
digest-late =
    { $whole ->
        [yes] Oradan bir necha kun oʻtdi: bu dayjest shu kunlarning hammasini qamraydi.
       *[no] Oradan koʻp vaqt oʻtdi: bu dayjest oxirgi kunlarni qamraydi. Eskiroqlarini sanasi bilan soʻrang.
    }
letters-turned = ⇄ – asli boshqa alifboda, avtomatik oʻgirildi.
digest-more = Yana { $count } ta xabar bor.
digest-more-button = Yana { $count } ta ›
digest-rest = Qolganlari: { $total } tadan { $first }–{ $last }
digest-rest-gone = Bu dayjest eskirgan. Oʻsha kunlarni sanasi bilan soʻrang.
digest-empty =
    Oxirgi dayjestdan beri { $chosen ->
        [yes] tanlovingizga mos yangi xabar chiqmadi
       *[no] yangi xabar chiqmadi
    }. Eskiroqlarini soʻrab topasiz: /week yoki istalgan sana.
digest-alive = Hozircha siz uchun yangi xabar yoʻq, lekin men shu yerdaman: chiqishi bilan odatdagi soatda yuboraman.
digest-invitation = Bu hozirgi holat. Har kuni oʻz vaqtida olish uchun obuna boʻling.

## Settings

settings-title =
    { $own ->
        [yes] <b>Sozlamalar</b>
       *[no] <b>Sozlamalar</b> · { $place }
    }
submenu-title =
    { $setting ->
        [content] <b>Dayjestda nimalar boʻlsin</b>
       *[look] <b>Dayjest qanday koʻrinsin</b>
    }
setting-name =
    { $setting ->
        [hour] Soat
        [days] Kunlar
        [week] Haftada bir marta…
        [zone] Hudud
        [language] Til
        [quiet] Sokin soatlar
        [pause] Tanaffus
        [content] Mazmuni
        [kinds] Tadbir turlari
        [topics] Mavzular
        [excluded] Istisnolar
        [places] Joylar
        [sources] Xabar tili
        [look] Koʻrinishi
        [density] Hajmi
        [most] Soni
        [script] Alifbo
        [empty] Boʻsh kunlar
        [preview] Hozir nima kelar edi?
       *[menu] ‹ Sozlamalar
    }
settings-digest =
    Dayjest: { $active ->
        [yes] <b>{ $days } soat { $hour } da</b>
       *[no] <b>oʻchirilgan</b>, yoqilsa, { $days } soat { $hour } da keladi
    }
settings-next = Navbatdagi dayjest: { $day }, soat { $hour }
settings-paused = Dayjest tanaffusda, qaytadi: <b>{ $day }</b>
settings-quiet =
    Sokin soatlar: <b>{ $start }–{ $end }</b>{ $shifted ->
        [yes] , dayjest ular tugagach keladi
       *[no] {""}
    }
settings-zone = Hudud: <b>{ $zone }</b> (hozir soat { $now })
settings-language = Til: <b>{ $language }</b>
settings-content = Mazmuni: <b>{ $chosen }</b>
settings-look = Koʻrinishi: <b>{ $chosen }</b>
settings-saved = Saqlandi
settings-unchanged = Shundayligicha qoldi
open-settings-button = Sozlamalar
own-settings-button = ‹ Oʻz sozlamalarim
every-day = har kuni
every-workday = ish kunlari
every-weekday =
    { $day ->
        [0] har dushanba
        [1] har seshanba
        [2] har chorshanba
        [3] har payshanba
        [4] har juma
        [5] har shanba
       *[6] har yakshanba
    }
some-days = { $list } kunlari
content-everything = hammasi
content-kinds = turlari: { $list }
other-events = boshqa tadbirlar
content-topics = mavzular: { $list }
content-excluded = bularsiz: { $list }
content-places = joylar: { $list }
content-sources = xabar tili: { $list }
all-languages = istalgan til
density-name =
    { $density ->
        [compact] faqat sarlavhalar
       *[full] qisqacha mazmuni bilan
    }
most-name = koʻpi bilan { $count } ta
script-name =
    { $script ->
        [own] mening alifbomda
        [Latn] lotin alifbosida
        [Cyrl] kirill alifbosida
       *[written] qanday yozilgan boʻlsa
    }
empty-name =
    { $empty ->
        [say] yangilik yoʻqligini aytish
       *[silent] jim turish
    }
days-count = { $count } kun
turn-on-button = Dayjestni yoqish
turn-off-button = Dayjestni oʻchirish
choose-language = Qaysi tilda gaplashamiz?
choose-hour = Dayjest soat nechada kelsin? Tugmani bosing yoki oʻzingiz yozing: <code>7:30</code>, <code>19</code>.
choose-zone = Qayerdasiz? Tugmani bosing yoki shahar nomini yozing: <i>Buxoro</i>, <i>Seul</i>.
choose-days = Dayjest qaysi kunlari kelsin? Kerakli kunlarni bosing yoki haftada bir kunni tanlang.
choose-week = Haftaning qaysi kuni kelsin? Unda dayjest butun hafta haqida boʻladi.
choose-quiet = Qaysi soatlarda sizni bezovta qilmay? Bu paytga toʻgʻri kelgan dayjest sokin soatlar tugagach keladi. Tugmani bosing yoki yozing: <code>22:00-7:00</code>.
quiet-none = Sokin soatlarsiz
choose-pause = Necha kun hech narsa yubormay turay? Keyin dayjest oʻzi yana kela boshlaydi. Tugmani bosing yoki kunlar sonini yozing, koʻpi bilan { $most }.
pause-end = Tanaffusni tugatish
choose-kinds = Qaysi turdagi tadbirlar kerak? Istaganingizcha bosing. Shunda boshqa xabarlar kelmaydi.
choose-topics = Sizni nimalar qiziqtiradi? Soʻz yoki nom yozing, bir nechta boʻlsa, vergul bilan: <i>suv, Jahon banki</i>. Faqat shulardan biri uchraydigan xabarlar keladi.
choose-excluded = Nimalar haqida oʻqishni istamaysiz? Soʻz yoki nom yozing, bir nechta boʻlsa, vergul bilan: <i>sport, futbol</i>. Shular uchraydigan xabarlar kelmaydi.
choose-places = Qaysi joylar qiziqtiradi? Shahar nomini yozing, bir nechta boʻlsa, vergul bilan: <i>Toshkent, Jeneva</i>. Faqat oʻsha yerdagi tadbirlar keladi.
choose-sources = Qaysi tilda yozilgan xabarlar kerak? Istaganingizcha bosing.
choose-density = Dayjest qanchalik batafsil boʻlsin?
choose-most = Koʻpi bilan nechta xabar boʻlsin? Tugmani bosing yoki { $least } dan { $most } gacha son yozing.
choose-script = Oʻzbekcha xabarlarni qaysi alifboda koʻrsatay?
choose-empty = Yangilik boʻlmagan kuni nima qilay? Jim tursam ham, haftada bir marta shu yerdaligimni bildiraman.
answer-by-reply = <i>Guruhda javobni shu xabarga javob (reply) qilib yozing.</i>
hour-not-understood = Bu vaqtni tushunmadim. Soatni 0:00 dan 23:59 gacha yozing: <code>7:30</code>, <code>07.30</code> yoki <code>19</code>.
zone-not-understood = Bu shaharni bilmayman. Yaqinroq yirik shahar nomini yozing: <i>Toshkent</i>, <i>Moskva</i>, <i>Istanbul</i>.
quiet-not-understood = Bu soatlarni tushunmadim. Qachondan qachongacha ekanini yozing: <code>22:00-7:00</code>.
pause-not-understood = Buni tushunmadim. Kunlar sonini 1 dan { $most } gacha yozing: <code>3</code>.
most-not-understood = Buni tushunmadim. { $least } dan { $most } gacha son yozing: <code>10</code>.
phrase-empty = Bu yerda soʻz koʻrmayapman. Soʻz yoki nom yozing, masalan: <i>suv</i>.
phrase-too-long = Bu juda uzun. Bitta soʻz yoki qisqa nom yetarli: har biri { $limit } belgidan oshmasin, orasiga vergul qoʻying.
phrase-too-many = Juda koʻp boʻlib ketdi: koʻpi bilan { $limit } ta saqlayman. Avval birini olib tashlang.
days-at-least-one = Bir kun qolishi kerak. Umuman kerak boʻlmasa, dayjestni oʻchiring.
locate-button = 📍 Men turgan joy
locate-share = Turgan joyimni yuborish
locate = Yozish maydoni ostidagi tugmani bosing, hududni oʻzim topaman. Joyning oʻzini saqlamayman.
located = <b>Topdim:</b> { $zone }.
located-at-sea = Bu joy dengizda, unga oid soat yoʻq. Yaqinroq yirik shahar nomini yozing: <i>Toshkent</i>, <i>Istanbul</i>.

## Groups and channels

group-start =
    <b>Men Xabarnomaman.</b> Matbuot xizmati xabarlarini oʻqib, uchrashuv va konferensiyalar haqida qisqa dayjest tayyorlayman.

    { $active ->
        [yes] Dayjest bu yerga { $days } soat { $hour } da keladi.
       *[no] Administrator yoqsa, uni bu yerga { $days } soat { $hour } da olib kelaman.
    } Kunlar, soat va mazmunni administratorlar oʻzgartiradi. Savollarga yakkama-yakka suhbatda javob beraman.
stopped-here = Endi bu yerga dayjest olib kelmayman. Sozlamalar saqlanib turibdi: administrator /start bilan qaytaradi.
admins-only = Bu yerning sozlamalarini faqat administratorlari oʻzgartiradi.
private-only = Guruhlarda faqat dayjest olib kelaman, uni administratorlar /settings orqali sozlaydi. Biror narsa soʻramoqchi boʻlsangiz, profilimni ochib, yakkama-yakka yozing.
channel-added =
    <b>Meni «{ $place }» kanaliga qoʻshdingiz.</b>

    Dayjestni u yerga { $days } soat { $hour } da joylab boraymi? Siz yoqmaguningizcha hech narsa chiqmaydi. Hammasini shu yerda, keyin /settings orqali ham oʻzgartirasiz.
channel-no-post = «{ $place }» kanalida xabar joylash huquqim yoʻq, shuning uchun u yerga dayjest chiqmaydi. Menga xabar joylash huquqini bering, davom ettiraman.
channel-told =
    { $active ->
        [yes] Dayjest bu yerga { $days } soat { $hour } da keladi.
       *[no] Bu yerga dayjest kelmaydi.
    }

## The newsroom

new-release = Xabar matnini yuboring: keyingi yozganingiz qisqa boʻlsa ham xabar deb olaman. Fikringizdan qaytsangiz, boshqa istalgan buyruqni bosing.
editors-only = Buni faqat muharrirlar qila oladi.
card-plain-news = Tadbir emas, oddiy xabar
card-label =
    { $field ->
        [title] Sarlavha
        [summary] Qisqa mazmun
        [type] Turi
        [date] Sana
        [place] Joyi
        [organisers] Tashkilotchilar
        [participants] Ishtirokchilar
        [topic] Mavzu
        [outcome] Natija
        [language] Tili
       *[published] Chiqqan kuni
    }
draft-intro =
    { $state ->
        [open] <b>Xabarni shunday tushundim.</b> Toʻgʻri boʻlsa, eʼlon qiling.
        [timed] <b>Xabarni shunday tushundim.</b> Tasdiqlasangiz, eʼlon qilinadi: <b>{ $when }</b>.
        [waiting] <b>Tasdiqlashga yuborildi.</b> Boshqa muharrir koʻrib chiqadi.
        [yours] <b>Tasdiqlashingiz kutilmoqda.</b>
        [scheduled] <b>Eʼlon vaqti belgilandi: { $when }.</b> Ungacha uni hech bir oʻquvchi koʻrmaydi.
       *[foreign] <b>Bu xabar ustida boshqa hamkasb ishlayapti.</b>
    }
draft-related =
    { $kind ->
        [same] ⚠️ Shunga juda oʻxshash xabar bor
        [version] ⚠️ Bu shu xabarning yangi tahriri boʻlishi mumkin
        [sure] 🌐 Boshqa tildagi matni bor, eʼlon qilinganda bogʻlanadi
       *[translation] 🌐 Bu shu xabarning boshqa tildagi matniga oʻxshaydi
    }: «{ $title }», { $day }.
version-button = Yangi tahriri
apart-button = Alohida xabar
draft-said =
    { $verdict ->
        [one] 🔗 Bogʻlanadi
        [version] ↻ Yangi tahriri
       *[apart] ≠ Alohida
    }: «{ $title }»
link-button = 🔗 Bogʻlash
unsay-button =
    ↶ { $verdict ->
        [one] Bogʻlanmasin
        [version] Yangi tahrir emas
       *[apart] Alohida emas
    }
story-button = 🔗 Boshqa nusxalari
story-intro = <b>Bir voqea haqida</b>
story-alone = Bu voqea haqida boshqa xabar yoʻq.
story-alike = <b>Shularga oʻxshaydi:</b>
part-number-button = ✂ Alohida: { $number }
link-number-button = 🔗 Bogʻlash: { $number }
revert-button = ↶ Avvalgi holiga
kin-button = 🔎 Boshqasini topish
kin-ask = Qaysi xabar bilan bogʻlaymiz? Sarlavhasidan bir-ikki soʻz yozing.
kin-found = <b>«{ $title }» qaysi biri bilan bogʻlansin?</b>
kin-none = Bunday xabar topmadim. Boshqacha yozib koʻring.
story-parted = ✂ <b>Ajratildi.</b> Ular endi oʻz-oʻzidan birlashmaydi.
story-linked = 🔗 <b>Bogʻlandi.</b>
story-reverted = ↶ <b>Avvalgi holiga qaytdi.</b>
stays-apart = Bogʻlamadim: «{ $one }» va «{ $other }» alohida deb belgilangan. Avval shu ikkisini bogʻlang.
published-joined = 🔗 Bogʻlandi: «{ $title }»
draft-origin = Kimdan: { $who }
draft-media =
    { $count ->
       *[other] 🖼 Rasmlar: { $count }
    }
draft-reason = ↩ <b>Tuzatishga qaytarilgan:</b> { $reason }
draft-returned = ↩ <b>Muallifiga qaytarildi.</b>
draft-merged = ⊕ <b>Boshqa xabarga qoʻshildi.</b>
draft-made-of-two = ⊕ Ikki xabar birga
merge-button = ⊕ Qoʻshish…
merge-with-button = ⊕ Qoʻshish: { $title }
merge-ask = <b>Qaysi biri bilan birga boʻlsin?</b>
merge-too-long = Ikkisi birga juda uzun.
merged-short = Qoʻshildi
split-button = ↶ Ajratish
split-short = Ajratildi
return-ask = <b>Muallifiga qaytarilsinmi?</b> Sababini yozsangiz, u ham koʻradi.
return-button = ↩ Sababsiz qaytarish
draft-new-version = <b>Eʼlon qilingan xabar matni oʻzgardi.</b> Tasdiqlasangiz, yangi tahriri chiqadi.
draft-changed = Avval koʻrib oling: { $what }
draft-changed-meanwhile = <b>Siz yozguncha boshqa hamkasb oʻzgartirdi.</b> Hozirgi holati shunday; qiymatingizni kiritmadim.
draft-recalled = <b>Koʻrib chiqilgandan keyin matn oʻzgardi.</b> Qayta tasdiqlansagina eʼlon qilinadi.
draft-foreign = Bu xabar boshqa hamkasbniki.
draft-not-yours = Bu qarorga huquqingiz yetmaydi.
draft-nobody = Tasdiqlaydigan boshqa muharrirga yeta olmadim.
draft-submitted-short = Tasdiqlashga yuborildi: { $count } kishiga
draft-scheduled-short = Vaqti belgilandi
draft-reopened-short = Qaytarildi
your-draft-published = ✓ <b>{ $who }</b> xabaringizni eʼlon qildi: «{ $title }»
your-draft-returned = ↩ <b>{ $who }</b> xabaringizni tuzatishga qaytardi: «{ $title }»
your-draft-returned-why = ↩ <b>{ $who }</b> xabaringizni tuzatishga qaytardi: «{ $title }». Sababi: { $reason }
your-draft-discarded = ✕ <b>{ $who }</b> xabaringizni bekor qildi: «{ $title }»
your-draft-not-out = <b>«{ $title }» belgilangan vaqtda eʼlon qilinmadi:</b> undagi nimanidir saqlab boʻlmadi. Sanalarini tekshirib, qaytadan eʼlon qiling.
your-draft-out = ✓ Belgilangan vaqtda eʼlon qilindi: «{ $title }»
publish-button = ✓ Eʼlon qilish
publish-at-button = ✓ Chiqarish: { $when }
submit-button = → Tasdiqlashga
fix-button = ✎ Tuzatish
time-button = Vaqti
urgent-button = ⚡ Shoshilinch
withdraw-button = Qaytarib olish
reopen-button =
    { $state ->
        [scheduled] Toʻxtatish
       *[other] ↩ Qaytarish
    }
back-to-card-button = ‹ Xabarga
back-to-fields-button = ‹ Ortga
clear-button = Aytilmagan
unset-button = Oʻqilganidek
at-once-button = Darhol
fix-intro = <b>Nimani tuzatamiz?</b>
field-hint =
    { $field ->
        [type] Turini tanlang.
        [date] Kunini bosing yoki yozing: <i>27-noyabr</i>, <i>2–3-dekabr</i>.
        [published] Chiqqan kunini bosing yoki yozing.
        [organisers] Yangisini yozing; bir nechta boʻlsa, har biri alohida qatorda.
        [participants] Yangisini yozing; bir nechta boʻlsa, har biri alohida qatorda.
       *[other] Yangisini yozing.
    }
day-too-far = { $first }-yil bilan { $last }-yil orasidagi kunni yozing.
reply-not-understood = Buni tushunmadim. Tuzatish uchun maydonni nomi bilan yozing: <i>{ $example }</i>. Savolni esa xabarga javob qilmay, alohida yozing.
field-not-understood =
    { $field ->
        [date] Bu kunni tushunmadim. Shunday yozing: <i>27-noyabr</i>, <i>2–3-dekabr</i>.
        [published] Bu kunni tushunmadim. Bitta kunni yozing: <i>28-noyabr</i>.
        [summary] Qisqa mazmun faqat matndagi gaplardan tuziladi, koʻpi bilan uchta.
       *[other] Bunisi juda uzun yoki boʻsh. Qisqaroq yozing.
    }
lines-hint = <b>Qisqa mazmun uchun gaplarni tanlang</b> (koʻpi bilan uchta): raqamini bossangiz, kiradi yoki chiqadi.
lines-full = Koʻpi bilan { $count } ta gap. Avval birini olib tashlang.
lines-none = Kamida bitta gap qolsin.
time-hint = <b>Qachon eʼlon qilinsin?</b> Bosing yoki yozing: <code>15:30</code>, <code>ertaga 9:00</code>, <code>2.12 10:00</code>. Ungacha xabarni hech bir oʻquvchi koʻrmaydi.
time-not-understood = Bu vaqtni tushunmadim yoki u oʻtib ketgan. Shunday yozing: <code>15:30</code>, <code>ertaga 9:00</code>, <code>2.12 10:00</code>.
manage-intro = <b>Eʼlon qilingan xabar</b>
published-revised = ✓ <b>Tuzatildi.</b> Oʻquvchilar endi shu holatini koʻradi.
log-action =
    { $action ->
        [open] kiritdi
        [rewrite] matnni oʻzgartirdi
        [correct] tuzatdi
        [time] vaqtini belgiladi
        [move] holatini oʻzgartirdi
        [publish] eʼlon qildi
        [withdraw] qaytarib oldi
        [invite] taklif havolasini yaratdi
        [join] taklifni qabul qildi
        [assign] vazifasini oʻzgartirdi
        [remove] roʻyxatdan chiqardi
        [set] sozlamani oʻzgartirdi
        [push] obunachilarga yubordi
        [undo] yuborishni bekor qildi
        [export] yuklab oldi
        [relate] boshqa xabarga nisbatini belgiladi
        [link] bir voqeaga bogʻladi
        [part] voqeadan ajratdi
        [revert] avvalgi holiga qaytardi
        [merge] qoʻshib bitta qildi
        [split] qayta ajratdi
        [resume] ishni davom ettirdi
        [restore] zaxira nusxadan tikladi
        [follow] manbani qoʻshdi
        [unfollow] manbani olib tashladi
       *[other] { $action }
    }
card-not-stated = aytilmagan
discard-button = Bekor qilish
open-button = Toʻliq matn
published-added = ✓ <b>Eʼlon qilindi.</b> Oʻquvchilar hozirdan topa oladi.
published-duplicate = <b>Bu xabar avval eʼlon qilingan:</b> «{ $title }», { $day }. Takrorlamadim.
published-version = ✓ <b>Yangi tahrir eʼlon qilindi.</b> U shu xabar oʻrnini egalladi: «{ $title }», { $day }.
published-short = Eʼlon qilindi
duplicate-short = Avval eʼlon qilingan
discarded = <b>Bekor qilindi.</b> Bu matn hech kimga koʻrinmadi.
discarded-short = Bekor qilindi
draft-stale = Bu xabar boʻyicha qaror qabul qilib boʻlingan.
changed-mark = oʻzgartirildi
withdrawn-mark = qaytarib olindi
withdrawn-unseen = Xabar qaytarib olindi
manage-button = ⚙ Boshqarish
tell-button = Olganlarga oʻzgarishni yetkazish
draft-revises = <b>Eʼlon qilingan xabarni tuzatish.</b>
withdraw-ask =
    <b>Xabar qaytarib olinsinmi?</b> U hech kimga koʻrinmaydigan boʻladi. { $count ->
        [0] Hali hech kimga yuborilmagan.
       *[other] Uni olganlar: { $count }. Ularga yuborilgan xabar oʻzgartiriladi.
    }
withdraw-hint = <i>Sababini yozsangiz, olganlarga u ham koʻrinadi.</i>
withdraw-why = Olganlarga koʻrinadigan sabab:
withdraw-yes-button = Ha, qaytarib olinsin
keep-button = ‹ Yoʻq, qolsin
withdrawn = <b>Qaytarib olindi:</b> «{ $title }». Tuzatiladigan xabarlar: { $count }.
withdrawn-short = Qaytarib olindi
change-told = Oʻzgarish yetkazilmoqda. Tuzatiladigan xabarlar: { $count }.
notice-withdrawn = ⚠️ Bu xabar qaytarib olindi: «{ $title }».
notice-changed = ✎ Bu xabar oʻzgartirildi: «{ $title }».
nobody-subscribed = Hozircha obunachi yoʻq.
urgent-head = ⚡ <b>Shoshilinch xabar</b>
urgent-ask = <b>Shoshilinch xabar kimga yuborilsin?</b> Tugmani bossangiz, yuboriladi.
to-all-button = Hammaga yuborish: { $count }
to-followers-button = Mavzuni kuzatuvchilarga: { $count }
push-sent = <b>{ $count } ta manzilga { $seconds } soniyadan keyin ketadi.</b> Fikringizdan qaytsangiz, hozir bekor qiling.
undo-button = ✕ Yuborishni bekor qilish
undone =
    { $count ->
        [0] Kech qoldi: hammasi ketib boʻlgan
       *[other] Bekor qilindi: { $count }
    }
tally-button = Hisobot
tally = <b>Yetdi: { $sent }.</b> Navbatda: { $waiting }. Yetmadi: { $failed }.
tally-recalled = Yuborish bekor qilindi: { $count }.
tally-failure =
    • { $cause ->
        [blocked] botni toʻsib qoʻygan
        [gone] manzil yoʻq
        [left] obunani toʻxtatgan
        [paused] dam olish rejimida
        [late] muddati oʻtgan
       *[other] boshqa sabab
    }: { $count }
owners-only = Buni faqat boshliqlar qila oladi.
role =
    { $role ->
        [owner] boshliq
        [editor] muharrir
       *[author] muallif
    }
people = <b>Matbuot xizmati xodimlari: { $count }</b>
people-named = Sozlamada koʻrsatilgan boshliqlar: { $names }
invite-button =
    + { $role ->
        [owner] Boshliq
        [editor] Muharrir
       *[author] Muallif
    } taklif qilish
invitation =
    <b>Taklif havolasi</b> ({ $role ->
        [owner] boshliq
        [editor] muharrir
       *[author] muallif
    })

    { $link }

    Faqat bir kishiga, { $hours } soat ichida ishlaydi. Uni oʻzingiz ishongan kishiga yuboring.
invitation-spent = Bu taklif havolasi ishlatilgan yoki muddati oʻtgan. Yangisini soʻrang.
joined =
    <b>Xush kelibsiz!</b> Siz endi { $role ->
        [owner] boshliqsiz
        [editor] muharrirsiz
       *[author] muallifsiz
    }. Xabar matnini yuboring: /new. Nimalar qila olishim: /help
remove-button = Roʻyxatdan chiqarish
removed =
    { $count ->
        [0] Chiqarildi
       *[other] Chiqarildi. Undan qolgan loyihalar: { $count } – /drafts
    }
people-button = ‹ Xodimlar
four-eyes-button = Ikki kishi tasdigʻi: { $state ->
        [on] yoqilgan
       *[off] oʻchirilgan
    }
four-eyes-alone = Yoqildi, lekin tasdiqlaydigan ikkinchi kishi yoʻq: kimnidir taklif qiling.
drafts-none = Yoʻldagi xabar yoʻq.
drafts-more = Yana { $count } ta eskirogʻi bor; bularni hal qilgach, /drafts ni qayta bosing.
log-head = <b>Kim nima qildi</b>
log-empty = Hozircha yozuv yoʻq.
log-subject =
    { $kind ->
        [draft] qoralama
        [feed] manba
       *[release] xabar
    } №{ $number }
log-place =
    { $place ->
        [people] xodimlar
        [option-four_eyes] ikki kishi tasdigʻi
        [word-to-all] hammaga xabar
       *[database] maʼlumotlar bazasi
    }
log-sending =
    { $kind ->
        [urgent] shoshilinch xabar
        [correct] tuzatish
       *[word] hammaga xabar
    }
log-sent =
    { $kind ->
        [urgent] shoshilinch xabar
        [correct] tuzatish
       *[word] hammaga xabar
    }, { $count } ta manzilga
log-state =
    { $state ->
        [open] ishlanmoqda
        [waiting] tasdiq kutmoqda
        [scheduled] vaqti belgilangan
        [published] eʼlon qilingan
        [merged] qoʻshilgan
       *[discarded] bekor qilingan
    }
log-why =
    { $why ->
        [empty] matn yoʻq
        [too-long] juda uzun
       *[not-stored] saqlab boʻlmadi
    }
log-outcome =
    { $outcome ->
        [Added] yangi
        [Duplicate] avval eʼlon qilingan
        [NewVersion] yangi tahriri
       *[Revised] tuzatildi
    }
log-pushed = sayt yuborgan ({ $who })
log-until = { $role }, { $when } gacha
log-invited = { $role }, taklif qilgan: { $who }
log-switch =
    { $to ->
        [on] yoqildi
        [draft] muharrirlar koʻrib chiqadi
        [publish] darhol eʼlon qilinadi
        [pause] toʻxtatildi
        [resume] davom ettirildi
       *[off] oʻchirildi
    }
log-verdict =
    { $verdict ->
        [one] bogʻlanadi
        [version] yangi tahriri
       *[apart] alohida
    }
log-house = bot
log-newest-button = « Eng yangisi
log-older-button = Avvalgilari ›
log-file-button = Hammasini yuklab olish
word-ask = Barcha obunachilarga yuboriladigan matnni yozing. Avval oʻzingizga koʻrsataman.
word-preview = <b>Obunachilar shunday koʻradi:</b>
word-stale = Bu xabarning eski koʻrinishi. Hech narsa yuborilmadi.
word-too-long = Matn boʻsh yoki juda uzun: { $limit } belgidan oshmasin.
export-ask = <b>Nimani yuklab olasiz?</b>
export-what =
    { $what ->
        [releases] Xabarlar
        [subscribers] Obunachilar
       *[audit] Jurnal
    }
export-too-large = Fayl juda katta. Serverda «xabarnoma export» buyrugʻini bering.
seniors-only = Buni faqat boshliqlar va muharrirlar koʻra oladi.
figures-head = <b>Statistika: { $period }</b>
figures-subscribers =
    Obunachilar: <b>{ $count }</b>{ $change ->
        [more] {" "}(+{ $by })
        [less] {" "}(−{ $by })
       *[same] {""}
    }
figures-messages = Yuborilgan xabarlar: <b>{ $delivered }</b> yetdi, { $failed } yetmadi, { $unknown } nomaʼlum
figures-waiting = Navbatda: { $count }
figures-questions = Savollar: <b>{ $asked }</b>, shundan javobsiz { $unanswered }
figures-asked = <b>Eng koʻp soʻralgan</b>
figures-words = <b>Soʻzlar:</b>
figures-in-vain = <b>Javob topilmagan</b>
figures-term = • { $text } – { $people } kishi
figures-privacy = Kamida { $people } kishi soʻragani koʻrinadi, kim soʻragani – hech qachon.
figures-looked-at = Roʻyxatlar shu davrdagi oxirgi { $count } ta savoldan tuzildi.
figures-days-button =
    { $here ->
        [yes] · { $days } kun ·
       *[no] { $days } kun
    }
figures-unclear = Qaysi davr ekanini tushunmadim. Masalan: /stats 7, /stats 2026-10, /stats oktabr
figures-too-long = Bu davr juda uzun: koʻpi bilan bir yil.
figures-ahead = Bu davr hali kelmagan.
figure-empty = hali maʼlumot yoʻq
figure-subscribers = Obunachilar
figure-messages = Yuborilgan xabarlar
figure-delivered = yetdi
figure-failed = yetmadi
figure-unknown = nomaʼlum
figure-questions = Savollar
figure-answered = javob topildi
figure-unanswered = javobsiz
paused = <b>Bot zaxira nusxadan tiklandi va toʻxtab turibdi.</b> Obunachilarga hech narsa ketmaydi: nusxadan keyin yuborilganlar takrorlanmasin. Hammasi joyida boʻlsa, davom ettiring.
resume-button = Davom ettirish
resumed = ▶ <b>Bot yana ishlamoqda.</b> Dayjestlar oʻz vaqtida ketadi.
resumed-short = Davom etmoqda
release-empty = Matn topmadim. Xabar matnini yozing yoki .txt fayl yuboring.
release-too-long = Bu bitta xabar uchun juda katta: matn { $limit } belgidan oshmasin. Uni boʻlib yuboring.

## What could not be opened

unreadable = { $reason ->
    [binary] { $name } matn emas: nomi matn faylinikidek, ichi boshqa. Matnni suhbatga koʻchirib tashlang.
    [encoding] { $name } qaysi kodlashda saqlanganini topa olmadim. UTF-8 qilib saqlang va qayta yuboring.
    [empty] { $name } boʻm-boʻsh. Toʻgʻri faylni yuboring.
    [protected] { $name } parol bilan himoyalangan. Parolsiz saqlab, qayta yuboring.
    [scan] { $name } skaner qilingan: sahifalar bor, ammo harflar oʻrnida rasm. Matnning oʻzini yuboring.
    [no-text] { $name } ichida matn topmadim. Matnni suhbatga koʻchirib tashlang.
    [too-big] { $name } juda katta: 20 MB dan oshmasin. Matnni suhbatga koʻchirib tashlang.
    [too-long] { $name } bitta xabar uchun juda uzun: matn { $limit } belgidan oshmasin. Uni boʻlib yuboring.
    [too-slow] { $name } oʻqilishi juda choʻzildi, toʻxtatdim. Uni .txt qilib saqlang yoki matnni koʻchirib tashlang.
    [too-hard] { $name } juda murakkab tuzilgan, oʻqiy olmadim. Uni .txt qilib saqlang yoki matnni koʻchirib tashlang.
    [old-word] { $name } eski .doc turidagi fayl. Uni .docx yoki .pdf qilib saqlang va qayta yuboring.
    [unknown-kind] { $name } turidagi faylni oʻqimayman: .txt, .md, .html, .docx va .pdf oʻqiyman. Matnni suhbatga koʻchirib tashlasangiz ham boʻladi.
    [bad-link] { $name } veb-sahifa manzili emas. Toʻliq manzilni yuboring, masalan https://example.org/yangilik – login va parolsiz.
    [not-public] { $name } internetdagi ochiq manzil emas, u yerga kirmayman. Matnning oʻzini yuboring.
    [unreachable] { $name } javob bermadi. Manzilni tekshiring yoki matnning oʻzini yuboring.
    [no-page] { $name } bu sahifani bermadi: sahifa yoʻq yoki yopiq. Matnning oʻzini yuboring.
    [gone] { $name } bu sahifani butunlay olib tashlagan. Matnning oʻzini yuboring.
    [too-many-redirects] { $name } bir manzildan boshqasiga yoʻnaltiraverdi, sahifaga yetib bormadim. Matnning oʻzini yuboring.
    [endless] { $name } sahifani juda sekin berdi, kutishni toʻxtatdim. Keyinroq urinib koʻring yoki matnning oʻzini yuboring.
    [no-feed] { $name } da yangiliklar tasmasini topmadim. Tasmaning oʻz manzilini yuboring.
   *[broken] { $name } buzilgan, ochib boʻlmadi. Uni qaytadan saqlab yuboring yoki matnni koʻchirib tashlang.
}

## Where releases come from by themselves

feeds = <b>Xabarlar oʻzi keladigan manbalar</b>
feeds-none = Hozircha manba yoʻq.
feeds-hint = Qoʻshish uchun: <code>/feeds https://example.org/rss</code> – saytning yangiliklar tasmasi, <code>/feeds @kanal</code> – bot admin boʻlgan kanal.
feed-added = ✓ <b>Manba qoʻshildi.</b> Undan kelgan xabarlar avval sizga qoralama boʻlib koʻrinadi.
feed-known = Bu manba avval qoʻshilgan.
feed-no-channel = Bu kanalni koʻra olmayapman. Avval botni kanalga admin qiling, keyin qaytadan yuboring.
feed-mode = { $mode ->
    [publish] Xabarlari darhol eʼlon qilinadi.
   *[draft] Xabarlari qoralama boʻlib keladi.
}
feed-state = { $state ->
    [paused] ⏸ toʻxtatib qoʻyilgan
    [gone] ⏹ { $when }, endi soʻralmaydi
    [failed] ⚠️ { $when } (ketma-ket { $failures } marta)
    [channel] postlar kutilmoqda
    [new] hali oʻqilmagan
   *[read] { $when } da oʻqildi
}
feed-error = { $reason ->
    [not-public] ochiq manzil emas
    [unreachable] javob bermayapti
    [no-page] sahifa yoʻq yoki yopiq
    [gone] butunlay olib tashlangan
    [too-many-redirects] boshqa manzillarga yoʻnaltiraveradi
    [endless] juda sekin
    [too-big] juda katta
    [no-feed] yangiliklar tasmasi emas
    [too-slow] oʻqilishi juda choʻzildi
   *[broken] buzilgan, oʻqib boʻlmadi
}
feed-check-button = Hozir tekshirish
feed-pause-button = Toʻxtatib turish
feed-resume-button = Davom ettirish
feed-publish-button = Darhol eʼlon qilinsin
feed-draft-button = Qoralama boʻlib kelsin
feed-remove-button = Olib tashlash

## Kim haqida nima saqlanadi

export-me-done = Siz haqingizda saqlangan hamma maʼlumot.
export-me-nothing = Siz haqingizda hech narsa saqlanmagan.
export-me-too-large = Maʼlumotlar bitta faylga sigʻmadi. Ularni botga qaraydigan kishidan soʻrang.
erase-ask = { $whose ->
        [chat]
            <b>Bu chat haqidagi hamma maʼlumot oʻchirilsinmi?</b>

            Sozlamalar va dayjestlar roʻyxati yoʻqoladi, dayjest shu zahoti toʻxtaydi.
        [staff]
            <b>Siz haqingizdagi hamma maʼlumot oʻchirilsinmi?</b>

            Sozlamalaringiz, savollaringiz, dayjestlar roʻyxati, matbuot xizmatidagi oʻrningiz va tugallanmagan qoralamalaringiz yoʻqoladi. Tekshiruvga topshirgan yoki eʼlon qilgan xabarlaringiz matbuot xizmatida ismingizsiz qoladi.
       *[reader]
            <b>Siz haqingizdagi hamma maʼlumot oʻchirilsinmi?</b>

            Sozlamalaringiz, mavzularingiz, savollaringiz va dayjestlar roʻyxati yoʻqoladi, dayjest shu zahoti toʻxtaydi.
    }

    Nusxasini saqlab qolmoqchi boʻlsangiz, avval /export_me ni yuboring.
erase-button = Oʻchirish
erase-sure = <b>Rostdan ham oʻchirilsinmi?</b> Keyin qaytarib boʻlmaydi.
erase-sure-button = Ha, hammasini oʻchirish
erase-keep-button = Yoʻq, qolsin
erase-kept = Hech narsa oʻchirilmadi.
erase-expired = Koʻp vaqt oʻtib ketdi, hech narsa oʻchirilmadi. /delete_me ni qaytadan yuboring.
erase-others = Bu tugma uni soʻragan kishi uchun.
erase-last-owner = Siz yagona boshliqsiz, shuning uchun hech narsa oʻchirilmadi. Avval /people da boshqa birovni boshliq qiling, keyin /delete_me ni qaytadan yuboring.
erase-named = Bot sozlamalarida ({ $setting }) boshliq sifatida siz yozilgansiz. Botga qaraydigan kishi u yerga boshqa odamni yozsin, keyin /delete_me ni qaytadan yuboring.
erased = Hammasi oʻchirildi, endi bu yerda sizdan iz qolmadi. Qaytadan boshlash uchun /start ni bosing.

## When something goes wrong

error-storage = Kechirasiz, hozir xabarlar omboriga yeta olmayapman. Bir daqiqadan keyin yana urinib koʻring.
error-unexpected = Kechirasiz, buni bajara olmadim. Xato yozib olindi. Bir ozdan keyin yana urinib koʻring yoki boshqacharoq soʻrang.
# To admins, above up to five errors as the log has them.
admin-errors = ⚠️ Jurnaldagi xatolar: { $count }. Eng koʻp uchragani:
disk-low = Serverning diskida joy oz qoldi: { $free } MB. Fayllar, import, tasmalar va saytlardan keladigan xabarlar kutib turadi; dayjest va javoblar davom etadi. Botga qaraydigan kishi joy boʻshatishi kerak.
disk-well = Diskda yana joy bor: { $free } MB. Bot hammasini yana qabul qiladi.
disk-low-file = Hozir fayl qabul qila olmayman: serverning diski deyarli toʻlgan. Matnni shu yerga yozing yoki faylni keyinroq yuboring.

## The menu of commands

command-today = Bugungi xabarlar
command-week = Shu hafta xabarlari
command-month = Shu oydagi xabarlar
command-date = Kun yoki oyni tanlash
command-history = Oxirgi savollaringiz
command-digest = Hozirgacha yigʻilgan dayjest
command-settings = Kunlar, soat, mazmun, til
command-group-settings = Shu yerdagi dayjestni sozlash
command-group-digest = Hozir bu yerga nima kelar edi
command-group-stop = Bu yerga dayjest olib kelmaslik
command-group-delete = Bu chat haqida hammasini oʻchirish
command-help = Nimalar qila olaman
command-stop = Dayjestni toʻxtatish
command-export-me = Siz haqingizda nima saqlangan
command-delete-me = Hammasini oʻchirish
command-new = Yangi xabar kiritish
command-feeds = Xabarlar oʻzi keladigan manbalar
command-drafts = Yoʻldagi xabarlar
command-people = Xodimlar va taklif havolalari
command-audit = Kim nima qildi
command-broadcast = Barcha obunachilarga yozish
command-export = Yuklab olish
command-stats = Statistika
description =
    Matbuot xizmatlarining xabarlarini oʻqib, uchrashuv va konferensiyalar haqida qisqacha aytib beraman: nima, qachon, qayerda, kim ishtirokida va qanday natija bilan.

    Oddiy soʻz bilan soʻrang yoki har kuni oʻzingizga qulay soatda dayjest oling.
short-description = Matbuot xabarlari: uchrashuv va konferensiyalar bir qarashda. Savolga javob va kunlik dayjest.
