/** Rebuilds the extension as its sources change; run build:widget by hand for the widget. */
import { spawn } from 'node:child_process';

const commands = [
  ['tsc', '-p', 'tsconfig.json', '--watch', '--preserveWatchOutput'],
  ['jupyter-builder', 'watch', '.']
];
const running = commands.map(([name, ...args]) =>
  spawn(name, args, { stdio: 'inherit' })
);
const stop = () => running.forEach(child => child.kill());
process.on('SIGINT', stop);
running.forEach(child => child.on('exit', stop));
