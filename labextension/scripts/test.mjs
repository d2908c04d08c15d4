/** Bundles the specs and runs them with Node's own test runner. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const specs = (await readdir('src/test')).filter(name => name.endsWith('.test.ts'));
const out = await mkdtemp(join(tmpdir(), 'convergio-test-'));
await build({
  entryPoints: specs.map(name => `src/test/${name}`),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning'
});
const files = specs.map(name => join(out, name.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(
  process.execPath,
  ['--test', ...process.argv.slice(2), ...files],
  {
    stdio: 'inherit'
  }
);
await rm(out, { recursive: true });
process.exit(status ?? 1);
