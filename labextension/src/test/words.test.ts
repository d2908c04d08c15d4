import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languageOf, spoken, translator } from '../i18n';
import italian from '../locale/it.json';

const SOURCE = /\bt\(\s*'((?:[^'\\]|\\.)*)'/g;
const words: Record<string, string> = italian;

function sentences(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'test' ? [] : sentences(path);
    }
    const source = /\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
    return [...source.matchAll(SOURCE)].map(found => found[1].replaceAll("\\'", "'"));
  });
}

const holes = (sentence: string) =>
  [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();

test('every sentence has an Italian one, and no Italian one is left over', () => {
  const said = new Set(sentences('src'));
  assert.deepEqual(
    [...said].filter(sentence => !words[sentence]),
    []
  );
  assert.deepEqual(
    Object.keys(words).filter(sentence => !said.has(sentence)),
    []
  );
});

test('translations keep their holes', () => {
  for (const [english, other] of Object.entries(words)) {
    assert.deepEqual(holes(other), holes(english), english);
  }
});

test('holes are filled and unknown ones stay', () => {
  const t = translator('it_IT');
  assert.equal(t('cell {n}', { n: 7 }), 'cella 7');
  assert.equal(translator('fr')('cell {n}', { m: 7 }), 'cell {n}');
});

test('a locale is spoken where there are words for it', () => {
  assert.equal(spoken('it_IT.UTF-8'), 'it');
  assert.equal(spoken('en-GB'), 'en');
  assert.equal(spoken('fr-FR'), '');
  assert.equal(languageOf('fr-FR'), 'en');
  assert.equal(translator('it'), translator('it-CH'));
});
