// Times as the page shows them: Tashkent's, on the bot's clock.

const ZONE = "Asia/Tashkent";
const MONTHS = ["yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"];
const DAYS = { Mon: "dushanba", Tue: "seshanba", Wed: "chorshanba", Thu: "payshanba", Fri: "juma", Sat: "shanba", Sun: "yakshanba" };
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric", weekday: "short", hourCycle: "h23",
});

function parts(milliseconds) {
  return Object.fromEntries(PARTS.formatToParts(milliseconds).map((part) => [part.type, part.value]));
}

export function timeOf(seconds) {
  const { hour, minute } = parts(seconds * 1000);
  return `${hour}:${minute}`;
}

export function dayOf(seconds) {
  const { day, month } = parts(seconds * 1000);
  return `${day}-${MONTHS[month - 1]}`;
}

export function weekdayOf(seconds) {
  return DAYS[parts(seconds * 1000).weekday];
}
