#include "models/run/eventtime.h"

#include <algorithm>

namespace relight {

namespace {

constexpr std::string_view Form = "0000-00-00T00:00:00.000Z";

void putNumber(char *at, int digits, unsigned value)
{
    for (int i = digits - 1; i >= 0; --i) {
        at[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

int number(std::string_view text, std::size_t at, std::size_t digits)
{
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i)
        value = value * 10 + (text[i] - '0');
    return value;
}

// Without a branch a character: a replay asks once a line.
bool hasForm(std::string_view text)
{
    if (text.size() != Form.size())
        return false;
    bool wrong = false;
    for (std::size_t i = 0; i < Form.size(); ++i)
        wrong |= Form[i] == '0' ? static_cast<unsigned char>(text[i] - '0') > 9 : text[i] != Form[i];
    return !wrong;
}

} // namespace

EventTimeText eventTimeText(Timestamp time)
{
    using namespace std::chrono;
    constexpr Timestamp first = sys_days{year{0} / 1 / 1};
    constexpr Timestamp last = sys_days{year{9999} / 12 / 31} + 24h - 1ms;
    time = std::clamp(time, first, last);
    const sys_days day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    EventTimeText text;
    std::ranges::copy(Form, text.begin());
    putNumber(&text[0], 4, static_cast<unsigned>(static_cast<int>(date.year())));
    putNumber(&text[5], 2, static_cast<unsigned>(date.month()));
    putNumber(&text[8], 2, static_cast<unsigned>(date.day()));
    putNumber(&text[11], 2, static_cast<unsigned>(clock.hours().count()));
    putNumber(&text[14], 2, static_cast<unsigned>(clock.minutes().count()));
    putNumber(&text[17], 2, static_cast<unsigned>(clock.seconds().count()));
    putNumber(&text[20], 3, static_cast<unsigned>(clock.subseconds().count()));
    return text;
}

std::optional<Timestamp> parseEventTime(std::string_view text)
{
    using namespace std::chrono;
    if (!hasForm(text))
        return parseTimestamp(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    const year_month_day date{year{number(text, 0, 4)}, month{static_cast<unsigned>(number(text, 5, 2))},
        day{static_cast<unsigned>(number(text, 8, 2))}};
    const int hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return Timestamp{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second}
    + milliseconds{number(text, 20, 3)};
}

} // namespace relight
