import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, RICH } from '../../dev/texts';
import { BlockStream } from '../markdown/blocks';
import { isCode } from '../markdown/decorate';
import { excerpt } from '../markdown/excerpt';
import { formulasIn } from '../markdown/mathsyntax';
import { unlinked } from '../markdown/links';
import { html, lex } from '../markdown/parse';
import { repairTex } from '../markdown/repair';
import { closeTail } from '../markdown/tail';

const whole = (text: string) => html(lex(text, {}, false));

/** What a stream of pieces of some length ends up showing. */
function streamed(text: string, size: number): { html: string; read: number } {
  const stream = new BlockStream();
  let shown = '';
  let read = 0;
  for (let end = size; end < text.length; end += size) {
    const growth = stream.grow(text.slice(0, end), false);
    shown += html(growth.settled);
    read += growth.tail.length;
  }
  return { html: shown + html(stream.grow(text, true).settled), read };
}

for (const size of [1, 3, 7, 50]) {
  test(`a text in pieces of ${size} ends as it would in one`, () => {
    assert.equal(streamed(RICH, size).html, whole(RICH));
    assert.equal(streamed(HOSTILE, size).html, whole(HOSTILE));
  });
}

test('a bracket in a table begins no formula where its end only is escaped', () => {
  const table = whole('| type |\n| --- |\n| datetime64[us\\] |\n| ![x\\](a) |');
  assert.match(table, /<td>datetime64\[us\]<\/td>/);
  assert.doesNotMatch(table, /<math|<img|<a /);
});

test('code belongs into a cell, and what it printed does not', () => {
  assert.deepEqual(['python', '', 'Text', 'mermaid'].map(isCode), [
    true,
    true,
    false,
    false
  ]);
});

test('of Markdown only its words are told in a line, and formulas as they are', () => {
  const table = 'Why? → Two:\n\n| n | sum |\n|---|:-:|\n| 2 | **4** |';
  assert.equal(excerpt(table), 'Why? → Two: n sum 2 4');
  assert.equal(excerpt('# On `x_1`\n> - $a|b|$ and 3 > 2'), 'On x_1 $a|b|$ and 3 > 2');
});

test('settled blocks are not read again', () => {
  const text = 'One paragraph of some words.\n\n'.repeat(400);
  assert.ok(streamed(text, 10).read < text.length * 10);
});

test('a list stays open over an empty line', () => {
  const stream = new BlockStream();
  assert.equal(stream.grow('- one\n\n', false).settled.length, 0);
  const { settled } = stream.grow('- one\n\n- two\n\nAfter that', false);
  assert.equal(settled[0].type, 'list');
});

test('a formula over several paragraphs stays one block', () => {
  const stream = new BlockStream();
  assert.equal(stream.grow('$$\na\n\nb', false).settled.length, 0);
  assert.match(
    whole('$$\na\n\nb\n$$'),
    /<div class="cvg-tex cvg-tex-display">a\n\nb<\/div>/
  );
});

test('a link is known in later blocks too', () => {
  const text = '[1]: https://example.org/\n\nwords\n\nsee [this][1]\n\nend';
  assert.match(streamed(text, 5).html, /href="https:\/\/example.org\/"/);
});

test('HTML is text', () => {
  assert.doesNotMatch(
    whole(HOSTILE),
    /<(?:script|img|svg|style|iframe|form|input|button|details)/
  );
  assert.match(whole('<b>x</b>'), /&lt;b&gt;x&lt;\/b&gt;/);
});

test('links lead to the web or to mail, or nowhere', () => {
  const hrefs = [...whole(HOSTILE).matchAll(/href="([^"]*)"/g)].map(found => found[1]);
  assert.ok(hrefs.length > 1);
  assert.ok(hrefs.every(href => /^(?:https?:|mailto:)/.test(href)));
});

test('a file of the course is named for the place around it, and nothing else is', () => {
  const href = (to: string) => /href="([^"]*)"/.exec(whole(`[x](${to})`))?.[1];
  assert.equal(href('week%203/lesson.ipynb'), '#document=week%203%2Flesson.ipynb');
  for (const to of [
    '../a.md',
    '/etc/a.md',
    '//b.example/a.md',
    'a.html',
    'a/./b.md',
    'x:a.md',
    '%2E%2E/a.md',
    '%ZZ.md',
    '#document=../a.md'
  ]) {
    assert.equal(href(to), undefined, to);
  }
});

test('a part of the same turn can be named, and is no page to open', () => {
  assert.match(whole('*[Euclide](#part=12)*'), /<a href="#part=12">Euclide<\/a>/);
  assert.doesNotMatch(whole('[x](#part=1&y) [x](#part=x) [x](#top)'), /href/);
  assert.equal(
    unlinked('It meets. — *[Euclide](#part=1), [Ali](#part=2)*'),
    'It meets. — *Euclide, Ali*'
  );
});

test('a picture is a link, because showing it would tell its host', () => {
  assert.equal(
    whole('![a pixel](https://tracker.invalid/p.png)').trim(),
    '<p><a href="https://tracker.invalid/p.png">a pixel</a></p>'
  );
});

test('money is not a formula', () => {
  assert.doesNotMatch(whole('It costs $5 and $10, or US$ 3.'), /cvg-tex/);
  assert.match(whole('so $x_1$ and \\(y\\)'), /cvg-tex">x_1<.*cvg-tex">y</);
});

test('formulas stand in tables', () => {
  assert.match(
    whole('| a |\n|---|\n| $x^2$ |'),
    /<td><span class="cvg-tex">x\^2<\/span><\/td>/
  );
});

test('what is being written is closed for the moment', () => {
  const cases: [string, string][] = [
    ['so **bo', 'so **bo**'],
    ['a `co', 'a `co`'],
    ['take $x^2 + \\fra', 'take $x^2 +$'],
    ['take $\\frac{a}{b', 'take $\\frac{a}{b}$'],
    ['take $\\fra', 'take '],
    ['see [this](https://exa', 'see this'],
    ['it costs $5 and', 'it costs $5 and'],
    ['| a | b', '| a | b|\n|---|---|'],
    ['| a | b |\n|--', '| a | b |\n|---|---|'],
    ['all **done**', 'all **done**']
  ];
  for (const [open, closed] of cases) {
    assert.equal(closeTail(open), closed);
  }
});

test('half a formula can be set', () => {
  assert.equal(repairTex('\\frac{1}{2'), '\\frac{1}{2}');
  assert.equal(repairTex('x^'), 'x');
  assert.equal(repairTex('\\left( a'), '\\left( a\\right.');
  assert.equal(
    repairTex('\\begin{pmatrix} 1 & \\al'),
    '\\begin{pmatrix} 1 & \\end{pmatrix}'
  );
  assert.equal(repairTex('\\frac{1}'), '\\frac{1}{}');
  assert.equal(repairTex('a \\{ b'), 'a \\{ b');
});

test('formulas in what somebody typed are found, and nothing else is', () => {
  const tex = (typed: string) => formulasIn(typed).flatMap(piece => piece.tex ?? []);
  assert.deepEqual(tex('In $E = mc^2$, and \\(x^2\\), what is $m$?'), [
    'E = mc^2',
    'x^2',
    'm'
  ]);
  for (const plain of [
    'It costs $5 and $10.',
    'echo $PATH:$HOME',
    'a $b',
    '**not bold** `code`',
    '$'.repeat(4_000),
    `$x$ ${'long '.repeat(2_000)}`
  ]) {
    assert.deepEqual(tex(plain), [], plain.slice(0, 40));
  }
});

test('splitting what somebody typed loses no character', () => {
  for (const typed of [RICH, HOSTILE, '', '$$', 'a$b$c $d$']) {
    const pieces = formulasIn(typed);
    assert.equal(pieces.map(piece => piece.text).join(''), typed);
  }
});
