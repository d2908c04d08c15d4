import it from './locale/it.json';

/** Values that may stand in a sentence. */
export type Values = Record<string, string | number>;

/** Says an English sentence in the reader's language. */
export type Translate = (sentence: string, values?: Values) => string;

const dictionaries: Record<string, Record<string, string>> = { it };

/** The two-letter language of a locale such as `it_IT`; empty where we have no words. */
export function spoken(locale: string | undefined): string {
  const lang = (locale ?? '').slice(0, 2).toLowerCase();
  return lang === 'en' || lang in dictionaries ? lang : '';
}

/** The language that a locale is answered in; English where we have no words. */
export function languageOf(locale: string | undefined): string {
  return spoken(locale) || 'en';
}

const translators = new Map<string, Translate>();

/** The translator of one language, always the same one, so that only another language is drawn anew. */
export function translator(locale: string): Translate {
  const lang = languageOf(locale);
  const words = dictionaries[lang] ?? {};
  const translate: Translate =
    translators.get(lang) ??
    ((sentence, values) => fill(words[sentence] ?? sentence, values));
  translators.set(lang, translate);
  return translate;
}

function fill(sentence: string, values?: Values): string {
  if (!values) {
    return sentence;
  }
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) =>
    name in values ? String(values[name]) : hole
  );
}
