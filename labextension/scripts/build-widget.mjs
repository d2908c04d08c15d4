/** Builds the widgets: usage whole, chat as a bundle and the loader that knows its hash. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

/** The code of a widget. */
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

const [bundle, usage] = await Promise.all(['chat', 'usage'].map(bundled));
const hash = createHash('sha256').update(bundle).digest('hex').slice(0, 16);

const source = await readFile('src/widget/loader.js', 'utf8');
const loader = await build({
  ...common,
  stdin: { contents: source.replace('__HASH__', hash), loader: 'js' }
});

const parts = ['preact', 'marked', 'temml', 'dompurify'];
const licences = await Promise.all(
  parts.map(async part => {
    const text = await readFile(`node_modules/${part}/LICENSE`, 'utf8');
    return `${part}\n\n${text.trim()}\n`;
  })
);
licences.push(await readFile('THIRD_PARTY.md', 'utf8'));

await mkdir(out, { recursive: true });
await writeFile(new URL('LICENSES.txt', out), licences.join(`\n${'-'.repeat(80)}\n\n`));
await writeFile(new URL('chat.js', out), bundle);
await writeFile(new URL('usage.js', out), usage);
await writeFile(new URL('chat.hash', out), `${hash}\n`);
await writeFile(new URL('loader.js', out), loader.outputFiles[0].text);
const kib = text => (Buffer.byteLength(text) / 1024).toFixed(1);
process.stdout.write(
  `widgets: chat.js ${kib(bundle)} KiB, loader.js ${kib(loader.outputFiles[0].text)} KiB, usage.js ${kib(usage)} KiB\n`
);
