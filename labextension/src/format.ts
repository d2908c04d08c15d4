import type { Translate } from './i18n';
import type { ConversationCard } from './schema';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Millionths of a dollar as people read money: two decimals, four below ten cents with parts of cents. */
export function money(micro: number, lang: string): string {
  const dollars = micro / 1e6;
  const partsOfCents = micro > 0 && micro < 100_000 && micro % 10_000 !== 0;
  // What costs something never looks free.
  const digits = micro > 0 && micro < 100 ? 6 : partsOfCents ? 4 : 2;
  const figure = new Intl.NumberFormat(lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  }).format(dollars);
  return `${figure}\u00a0$`;
}

/** Whole numbers with the reader's thousands separator. */
export function count(n: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(n);
}

/** Milliseconds as seconds, one decimal below ten. */
export function seconds(ms: number, lang: string): string {
  const s = ms / 1000;
  const figure = new Intl.NumberFormat(lang, {
    maximumFractionDigits: s < 10 ? 1 : 0
  }).format(s);
  return `${figure}\u00a0s`;
}

/** Bytes in the unit that keeps the number short. */
export function bytes(n: number, lang: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  const figure = new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(
    value
  );
  return `${figure}\u00a0${units[unit]}`;
}

/** How long ago, as short as a list needs it. Both times in seconds since 1970. */
export function ago(then: number, now: number, t: Translate): string {
  const s = Math.max(0, now - then);
  if (s < MINUTE) {
    return t('just now');
  }
  if (s < HOUR) {
    return t('{n} min', { n: Math.floor(s / MINUTE) });
  }
  if (s < DAY) {
    return t('{n} h', { n: Math.floor(s / HOUR) });
  }
  return t('{n} d', { n: Math.floor(s / DAY) });
}

/** What stands beside a talk in a list: how long ago it was, and that it holds what is not remembered. */
export function noteOf(card: ConversationCard, now: number, t: Translate): string {
  const when = ago(card.updated, now, t);
  return card.private ? `${t('private question')} · ${when}` : when;
}

/** Where a model computes, for people. */
export function place(where: string, t: Translate): string {
  return where === 'local' ? t('local') : t('cloud');
}

/** A greeting that fits the hour of the day. */
export function greeting(hour: number, t: Translate): string {
  if (hour >= 5 && hour < 12) {
    return t('Good morning. Who do you need?');
  }
  if (hour >= 12 && hour < 18) {
    return t('Good afternoon. Who do you need?');
  }
  return t('Good evening. Who do you need?');
}

/** Who has answered, each of them once. */
export function answered(names: string[], lang: string, t: Translate): string {
  const each = [...new Set(names)];
  const all = new Intl.ListFormat(lang).format(each);
  return each.length > 1
    ? t('{names} have answered.', { names: all })
    : t('{name} has answered.', { name: all });
}
