/** Builds the harness page (dev/index.html): the chat with a scripted server. */
import { build } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';
import { cssText } from './css-text.mjs';

await build({
  entryPoints: ['dev/harness.ts'],
  outfile: 'dev/dist/harness.js',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [cssText],
  logLevel: 'warning'
});
await mkdir('dev/dist', { recursive: true });
await copyFile('node_modules/axe-core/axe.min.js', 'dev/dist/axe.min.js');
