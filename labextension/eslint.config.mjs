import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import ts from 'typescript-eslint';

const cap = { skipBlankLines: true, skipComments: true };

export default ts.config(
  { ignores: ['node_modules/', 'lib/', 'dev/dist/', 'src/schema.ts'] },
  { plugins: { jupyter } },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...jupyter.configs.recommended,
  {
    rules: {
      'no-console': 'error',
      // Our own test finds sentences without a translation.
      'jupyter/no-untranslated-string': 'off',
      // The panel, which is loaded when it is needed, is the border of what is lazy.
      'jupyter/prefer-lazy-imports': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, ...cap }],
      'max-lines-per-function': ['error', { max: 60, ...cap }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }]
    }
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/test/**'],
    rules: { 'max-lines-per-function': ['error', { max: 40, ...cap }] }
  },
  {
    files: ['scripts/*.mjs', 'src/widget/loader.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'Buffer',
          'URL',
          'Blob',
          'document',
          'navigator',
          'globalThis',
          'setTimeout',
          'clearTimeout',
          '__PARTS__'
        ].map(name => [name, 'readonly'])
      )
    }
  },
  { files: ['src/commands.ts'], rules: { '@typescript-eslint/no-namespace': 'off' } }
);
