# Слова интерфейса по-русски. Каждый ключ есть и в en.ftl: за этим следит тест.

## На каждой странице

language-name = Русский
skip-to-content = К содержанию
home-link = Главная
nav-label = Сайт
nav-errors = Все ошибки
nav-codes = Коды
nav-providers = Почтовые службы
nav-programs = Программы
nav-guides = Руководства
nav-terms = Словарь
nav-all = Все разделы
language-label = Язык
footer-promise = То, что вы вставили, мы прочитали, ответили и забыли. Текст не остаётся ни в базе, ни в журналах.
footer-api = Для программ
footer-contact = Связаться
copy = Скопировать
copied = Скопировано
copy-link-to = Скопировать ссылку на раздел «{ $heading }»

## Поле для вставки

paste-label = Текст ошибки, вернувшееся письмо или строка журнала
paste-placeholder = 550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown
paste-promise = Текст, который вы вставите, не сохраняется.
paste-file = Или выберите файл (.eml, .msg, .txt)
paste-button = Объяснить

## Главная

home-title = Письмо вернулось? Разберёмся почему.
home-description = Вставьте вернувшееся письмо или ошибку почтовой программы и узнайте, что случилось, кто может это исправить и что делать дальше.
home-lead = Вставьте то, что вам пришло. Вы узнаете, дошло ли письмо, почему не дошло, за кем следующий шаг и что делать.
home-examples = Посмотреть на примере:
home-asked = О чём спрашивают чаще
home-ways = Как ещё найти ответ
home-way-errors = Все ошибки
home-way-errors-about = { $n ->
    [one] { $n } ошибка с объяснением
    [few] { $n } ошибки, каждая с объяснением
   *[many] { $n } ошибок, каждая с объяснением
 }
home-way-codes = По коду
home-way-codes-about = 550, 5.7.1, 0x800CCC0E: что значит каждый
home-way-providers = По почтовой службе
home-way-providers-about = { $n ->
    [one] { $n } служба: что значат её отказы, ограничения и настройки
    [few] { $n } службы: что значат их отказы, ограничения и настройки
   *[many] { $n } служб: что значат их отказы, ограничения и настройки
 }
home-way-programs = По почтовой программе
home-way-programs-about = Где Outlook и другие прячут полный текст ошибки
home-way-guides = Руководства
home-way-guides-about = Что стоит прочесть до ошибки и после неё
home-way-terms = Словарь
home-way-terms-about = { $n ->
    [one] { $n } термин простыми словами
    [few] { $n } термина простыми словами
   *[many] { $n } терминов простыми словами
 }
home-way-number = По номеру
home-way-number-about = У каждой статьи есть короткий номер: { $host }/{ $number }

## Вывод

verdict-delivered = Письмо дошло?
verdict-why = Почему нет?
verdict-why-delayed = Что мешает?
verdict-why-plain = Что случилось?
verdict-move = Чей ход?
verdict-again = Отправлять ещё раз?
delivered-no = Нет
delivered-partly = Частично
delivered-delayed = Пока нет, сервер ещё пробует
delivered-yes = Да
delivered-unknown = Из текста не видно
delivered-no-to = Нет, не дошло до { $to }
delivered-partly-to = Частично: { $to }
delivered-delayed-to = Пока не дошло до { $to }, сервер ещё пробует
delivered-yes-to = Да, дошло до { $to }
delivered-unknown-to = Из текста не видно ({ $to })
list-and = { $list } и { $last }
list-more = { $n ->
    [one] ещё { $n }
    [few] ещё { $n }
   *[many] ещё { $n }
 }

## Ответ

result-title = Что случилось с вашим письмом
result-several = { $n ->
    [one] В этом тексте { $n } ответ
    [few] В этом тексте { $n } разных ответа
   *[many] В этом тексте { $n } разных ответов
 }
result-sure = Мы уверены
result-likely = Скорее всего так
result-perhaps = Это догадка
result-odds = { $level }: из ста таких ответов верны примерно { $percent }.
result-article = Вся статья, № { $number }
result-again = Вставить другой текст
proof-heading = Какие слова это решили
proof-lead = Они приведены так, как стоят в вашем тексте. Решающие слова выделены.
proof-part = Из части письма { $part }
proof-whole = Весь текст
proof-cut = Остаток здесь не показан: { $n } байт.
proof-invisible = Невидимые знаки написаны словами, например { $example }.
steps-heading = Что делать
letter-heading = Готовое письмо тому, кто может исправить
letter-lead = Кому: { $who }. Личные данные скрыты: перечитайте, скопируйте и отправьте.
letter-subject = Тема
letter-in = Язык письма: { $language }
facts-heading = Что есть в тексте
alternatives-heading = Что ещё это может быть
alternatives-tell = Как отличить:
notes-heading = Где признаки расходятся
unknown-title = Такой ошибки мы пока не знаем
unknown-lead = Ни одно наше правило не узнало этот текст. Лучше мы скажем об этом прямо, чем станем гадать.
unknown-codes = Коды, которые в нём есть, объяснены ниже по стандарту.
unknown-hint = Вставлен ли текст целиком? Решающая строка часто стоит в конце, после «said:», «Diagnostic-Code» или «The error that the other server returned was».
unknown-nearest = Ближайшие статьи

## Что нашлось в тексте

found-recipient = Получатель
found-recipient-about = Адрес, на который шло письмо
found-reply = Код ответа
found-status = Код состояния
found-client = Код программы
found-code-about = Нет в нашем списке
found-provider = Почтовая служба
found-provider-about = Чей это был сервер
found-refused-by = Кто отказал
found-refused-by-about = Сервер, который не принял письмо
found-reported-by = Кто сообщил
found-reported-by-about = Сервер, который написал вам отчёт; отказ он только передал
found-stage = Этап
found-stage-about = На каком шаге разговора двух серверов это случилось
found-addresses = Адреса
found-addresses-about = Все почтовые адреса из текста
found-hosts = Серверы
found-hosts-about = Имена серверов из текста
found-ips = IP-адреса
found-ips-about = Номера серверов или вашего подключения; заблокированный обычно среди них
found-urls = Ссылки
found-urls-about = Показаны, но не открываются: сначала проверьте домен
found-ids = Номера письма
found-ids-about = По ним поддержка найдёт ваше письмо в журнале сервера
found-times = Время
found-times-about = Когда это было по часам сервера

## Статья

crumbs-label = Вы здесь
article-number = № { $number }
article-number-about = Короткая ссылка: { $link }
article-on-page = На этой странице
article-see-from = Так отвечает { $from }
article-related = Похожие ошибки
article-guides = Стоит прочесть
article-owners = Где она встречается
article-codes = Обычные коды
article-sources = Источники
article-verified = Сверено с источниками { $date }
article-other-forms = То же в виде
article-names = Её ещё называют

page-fallback = По-русски эта страница ещё не написана. Вот она на другом языке: { $language }.
page-behind = На другом языке эта страница новее, здесь может чего-то не хватать. Свежая версия:

## Каталог

errors-title = Все ошибки
errors-description = Все почтовые ошибки, которые здесь объяснены, по тому, что сломалось.
errors-lead = Собраны по тому, что сломалось. Если у вас есть текст ошибки, быстрее его вставить.
errors-count = { $n ->
    [one] { $n } ошибка
    [few] { $n } ошибки
   *[many] { $n } ошибок
 }
group-address = Адрес
group-mailbox = Ящик получателя
group-sender-account = Ваш почтовый ящик
group-limits = Ограничения
group-reputation = Репутация отправляющего сервера
group-sender-authentication = SPF, DKIM, DMARC
group-content = Само письмо
group-path = По дороге между серверами
group-client = Почтовая программа
group-no-error = Не ошибка

## Коды

codes-title = Коды
codes-description = Коды ответа SMTP, расширенные коды состояния и коды почтовых программ, каждый простыми словами.
codes-lead = Код подсказывает, а решают слова рядом с ним. Если можно, вставьте строку целиком.
codes-reply = Коды ответа
codes-reply-about = Три цифры, с которых начинается ответ сервера. 4xx: попробуйте позже. 5xx: отказ.
codes-enhanced = Коды состояния
codes-enhanced-about = Три числа через точку. Первое — класс: 2 — сделано, 4 — временно, 5 — отказ.
codes-client = Коды почтовых программ
codes-client-about = Их показывают Outlook и его родственники, когда не могут связаться с сервером.
code-standard = Что говорит стандарт
code-practice = Что это значит на деле
code-reference = Где определён
code-entry = Чаще всего это
code-entries = С какими ошибками приходит
code-siblings = То же в другом классе
code-fallback = По-русски этот код ещё не описан. Вот описание на другом языке: { $language }.

## Почтовые службы

providers-title = Почтовые службы
providers-lead = Как выглядят отказы каждой, какие у неё ограничения и что указать в почтовой программе.
provider-own = Её собственные ошибки
provider-general = К чему чаще сводятся её отказы
provider-help = Куда обратиться
provider-limit = Что ограничено
provider-at-most = Не больше
provider-plan = Тариф
provider-any-plan = любой
provider-protocol = Для чего
provider-server = Сервер
provider-port = Порт, шифрование
server-imap = Входящая почта, IMAP
server-pop3 = Входящая почта, POP3
server-smtp = Исходящая почта, SMTP
server-tls = SSL/TLS
server-starttls = STARTTLS
server-no-encryption = без шифрования
limit-message-size = Размер письма
limit-attachment-size = Размер вложения
limit-mailbox-size = Размер ящика
limit-recipients-per-message = Получателей в одном письме
limit-recipients-per-hour = Получателей в час
limit-recipients-per-day = Получателей в сутки
limit-messages-per-minute = Писем в минуту
limit-messages-per-hour = Писем в час
limit-messages-per-day = Писем в сутки
limit-connections = Соединений одновременно
link-postmaster = Инструменты для отправителей
link-delisting = Как выйти из списка блокировки
link-feedback-loop = Отчёты о жалобах
link-app-passwords = Пароли приложений
link-settings = Настройки почтовых программ
link-limits = Все ограничения
link-support = Поддержка
link-status = Работает ли служба

## Почтовые программы

programs-title = Почтовые программы
programs-lead = Где каждая прячет полный текст ошибки и какие слова в нём её собственные.
program-own = Ошибки, которые она показывает
program-general = С чем в ней сталкиваются чаще
program-platforms = Работает на: { $platforms }

## Руководства

guides-title = Руководства
guides-lead = Что стоит прочесть до ошибки и после неё.
guide-related = С какими ошибками поможет

## Словарь

terms-title = Словарь
terms-lead = Почтовые термины простыми словами.
term-aliases = Ещё говорят:
term-see = Что прочесть дальше

## Когда что-то не так

trouble-no-such-page-title = Такой страницы нет
trouble-no-such-page = Возможно, в адресе опечатка или он обрезан.
trouble-nothing-pasted-title = Поле было пустым
trouble-nothing-pasted = Вставьте текст ошибки или выберите файл.
trouble-too-large-title = Слишком много за один раз
trouble-too-large = Предел — { $limit }. Сама ошибка короткая: вставьте вернувшееся письмо без вложений или только строки с ошибкой.
trouble-too-slow-title = Текст не успел дойти
trouble-too-slow = Возможно, связь медленная или прервалась. Попробуйте ещё раз или вставьте только строки с ошибкой.
trouble-unreadable-title = Форму не удалось прочитать
trouble-unreadable = Она пришла повреждённой. Вернитесь назад и отправьте её ещё раз.
trouble-unreadable-json = Это не тот JSON, который нужен: {"{"}"text": "…", "lang": "ru"{"}"}.
trouble-encoded-title = Сжатые запросы не принимаются
trouble-encoded = Отправьте текст как есть, без Content-Encoding.
trouble-wrong-kind-title = Такое содержимое не принимается
trouble-wrong-kind = Отправьте application/json, message/rfc822 или text/plain.
trouble-wrong-method-title = Этот адрес работает иначе
trouble-wrong-method = Он принимает: { $methods }.
trouble-internal-title = У нас что-то сломалось
trouble-internal = Дело не в вашем тексте, и он не сохранён. Попробуйте через минуту.
trouble-nearest = Возможно, вы искали
trouble-ways = Куда пойти дальше
trouble-paste = Или вставьте текст ошибки

## Числа и даты

size-bytes = { $n } байт
size-kilobytes = { $n } КБ
size-megabytes = { $n } МБ
size-gigabytes = { $n } ГБ
date = { $day } { $month ->
    [m01] января
    [m02] февраля
    [m03] марта
    [m04] апреля
    [m05] мая
    [m06] июня
    [m07] июля
    [m08] августа
    [m09] сентября
    [m10] октября
    [m11] ноября
   *[m12] декабря
 } { $year } г.

## Кто может исправить

who-sender = тому, кто помогает вам с почтой
who-sender-admin = администратору вашего почтового сервера
who-recipient = получателю
who-recipient-admin = администратору на стороне получателя
who-provider = в поддержку почтовой службы
who-network = тем, кто отвечает за оба почтовых сервера

## Этапы соединения

stage-connect = При соединении, до первых слов
stage-helo = При знакомстве серверов, включении шифрования или входе
stage-mail = Когда был назван адрес отправителя
stage-rcpt = Когда был назван адрес получателя
stage-data = Перед отправкой самого письма
stage-after-data = После того как письмо передано целиком
stage-pop = При получении почты по POP3
stage-imap = При получении почты по IMAP

## Диагноз: примечания, причины, письмо для передачи (это говорит само ядро)

note-code-contradicts-words = Код { $code } обычно означает не то, что говорят слова «{ $words }». Мы поверили словам: коды серверы подбирают небрежно.
note-truncated = Текст длиннее, чем мы читаем; остаток не учтён.
note-charset-guessed = Кодировка текста не указана. Мы прочли его как { $charset }.
why-words = В тексте есть характерные для этого слова: «{ $words }».
why-code = Код { $code } часто означает именно это.
why-likeness = Текст похож на такие ошибки словами: { $words }.

fact-recipient = Получатель
fact-reply = Код ответа
fact-status = Расширенный код
fact-refused-by = Отказал сервер
fact-reported-by = Сообщил сервер
fact-ip = IP-адрес в отчёте
fact-time = Время в отчёте
fact-id = Номер письма на сервере

handover-subject = Письмо не доставлено: { $why }
handover-greeting-sender = Здравствуйте! Мне нужна помощь с письмом, которое я отправлял.
handover-greeting-sender-admin = Здравствуйте! Письмо, отправленное через наш почтовый сервер, не приняли, и сам я причину устранить не могу.
handover-greeting-recipient = Здравствуйте! Я отправил вам письмо, но оно вернулось.
handover-greeting-recipient-admin = Здравствуйте! Письмо на адрес на вашем почтовом сервере не доставлено. Похоже, причина на вашей стороне.
handover-greeting-provider = Здравствуйте! У меня проблема с почтой, и причина, похоже, на стороне вашего сервиса.
handover-greeting-network = Здравствуйте! Письмо не доставлено: почтовые серверы не смогли связаться друг с другом.
handover-said = Ответ сервера дословно:
handover-ask-sender = Помогите, пожалуйста, проверить это и подскажите, что изменить.
handover-ask-sender-admin = Проверьте, пожалуйста, причину на нашем сервере или домене и сообщите, когда можно отправить письмо снова.
handover-ask-recipient = Сообщите, пожалуйста, когда это исправится, или подскажите другой способ с вами связаться.
handover-ask-recipient-admin = Проверьте, пожалуйста, этот адрес и настройки сервера и сообщите, когда можно отправить письмо снова.
handover-ask-provider = Проверьте, пожалуйста, это на своей стороне и сообщите, когда всё заработает.
handover-ask-network = Проверьте, пожалуйста, доступен ли сервер, и сообщите, если нужно что-то изменить.
handover-more = Подробное объяснение: /{ $number } ({ $id })

## Командная строка

cli-unknown = Такой ошибки мы пока не знаем.
cli-delivered = Доставлено
cli-delivered-no = нет
cli-delivered-partly = частично
cli-delivered-delayed = пока нет, сервер ещё пробует
cli-delivered-yes = да
cli-delivered-unknown = по тексту не понять
cli-why = Почему
cli-move = Чей ход
cli-again = Отправлять снова
cli-or = Или
