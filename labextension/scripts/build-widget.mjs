/** Builds the widgets: usage whole, the others as bundles and the loader that fetches them. */
import { build } from 'esbuild';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { cssText } from './css-text.mjs';

const out = new URL('../../convergio_jupyter/widgets/static/', import.meta.url);
const common = {
  bundle: true,
  format: 'esm',
  minify: true,
  write: false,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none'
};

/** The code of a widget, or of a part that one fetches when it needs it. */
async function bundled(name) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [`src/widget/${name}.ts`],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [cssText],
    banner: { js: '/* Licences of the parts: LICENSES.txt beside this file. */' }
  });
  return outputFiles[0].text;
}

/** The loader. The hashes of what it loads are written into it for each kind of widget. */
async function loader() {
  const source = await readFile('src/widget/loader.js', 'utf8');
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: source, loader: 'js' }
  });
  return outputFiles[0].text;
}

/** Every package that the editor is made of: what it needs itself changes with its versions. */
async function editorParts() {
  const { metafile } = await build({
    ...common,
    entryPoints: ['src/widget/editor.ts'],
    metafile: true
  });
  const inside = Object.keys(metafile.inputs).map(
    path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
  );
  return [...new Set(inside.filter(Boolean))].sort();
}

async function licenceOf(part) {
  const files = await readdir(`node_modules/${part}`);
  const name = files.find(each => /^licen[cs]e/i.test(each));
  return `${part}\n\n${(await readFile(`node_modules/${part}/${name}`, 'utf8')).trim()}\n`;
}

const names = ['chat', 'lesson', 'editor', 'board', 'usage'];
const parts = ['preact', 'marked', 'temml', 'dompurify', ...(await editorParts())];
const licences = await Promise.all([...new Set(parts)].map(licenceOf));
licences.push(await readFile('THIRD_PARTY.md', 'utf8'));

await mkdir(out, { recursive: true });
const made = { loader: await loader() };
for (const name of names) {
  made[name] = await bundled(name);
}
for (const [name, text] of Object.entries(made)) {
  await writeFile(new URL(`${name}.js`, out), text);
}
await writeFile(new URL('LICENSES.txt', out), licences.join(`\n${'-'.repeat(80)}\n\n`));
const kib = text => (Buffer.byteLength(text) / 1024).toFixed(1);
const sizes = Object.entries(made).map(([name, text]) => `${name}.js ${kib(text)} KiB`);
process.stdout.write(`widgets: ${sizes.join(', ')}\n`);
