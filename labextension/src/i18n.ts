import it from './locale/it.json';

/** Values that may stand in a sentence. */
export type Values = Record<string, string | number>;

/** Says an English sentence in the reader's language. */
export type Translate = (sentence: string, values?: Values) => string;

const dictionaries: Record<string, Record<string, string>> = { it };

/** The two-letter language of a locale such as `it_IT`; English where we have no words. */
export function languageOf(locale: string | undefined): string {
  const lang = (locale ?? '').slice(0, 2).toLowerCase();
  return lang in dictionaries ? lang : 'en';
}

/** A translator for one language; each chat on a page has its own. */
export function translator(lang: string): Translate {
  const words = dictionaries[languageOf(lang)] ?? {};
  return (sentence, values) => fill(words[sentence] ?? sentence, values);
}

function fill(sentence: string, values?: Values): string {
  if (!values) {
    return sentence;
  }
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) =>
    name in values ? String(values[name]) : hole
  );
}
