import { build } from 'esbuild';

/** An esbuild plugin: importing a style sheet gives its text, imports resolved, minified. */
export const cssText = {
  name: 'css-text',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options = { entryPoints: [path], bundle: true, minify: true, write: false };
      const { outputFiles } = await build({ ...options, target: 'chrome120' });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  }
};
