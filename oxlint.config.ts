import { defineConfig } from 'oxlint';
import tseslint from 'typescript-eslint';

/** Rules of typescript-eslint that oxlint does not have. */
const lacking: ReadonlySet<string> = new Set([
  '@typescript-eslint/no-unsafe-class-instance-assignment',
  '@typescript-eslint/no-unsafe-enum-assignment',
]);

/** What a preset of typescript-eslint asks for, by the names that oxlint has for its rules. */
function rulesOf(preset: typeof tseslint.configs.strictTypeChecked) {
  const asked = preset
    .flatMap(({ rules }) => Object.entries(rules ?? {}))
    .filter(([name, level]) => level !== 'off' && !lacking.has(name));
  return Object.fromEntries(
    asked.map(([name, level]) => [name.replace('@typescript-eslint/', 'typescript/'), level]),
  );
}

function linesAtMost(max: number): { 'max-lines': ['error', object] } {
  return { 'max-lines': ['error', { max, skipBlankLines: true, skipComments: true }] };
}

export default defineConfig({
  plugins: ['typescript'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  ignorePatterns: [
    // AssemblyScript, whose own compiler checks it, and what becomes of it.
    'src-shared/kernels/assembly/',
    'src-shared/kernels/built/',
    // ESLint's, which knows Svelte.
    '**/*.svelte',
    '**/*.svelte.ts',
    '**/*.js',
  ],
  rules: {
    ...rulesOf(tseslint.configs.strictTypeChecked),
    ...rulesOf(tseslint.configs.stylisticTypeChecked),
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
    'typescript/consistent-type-imports': 'error',
    'typescript/consistent-type-definitions': 'off',
    'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    'typescript/prefer-for-of': 'off',
    // What is left out of a copy is named to leave it out.
    'no-unused-vars': ['error', { ignoreRestSiblings: true }],
    'no-console': 'error',
    ...linesAtMost(300),
  },
  overrides: [
    { files: ['src-main/hosts/cli/**', 'scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
    // One short method for each thing that a project can do.
    { files: ['src-main/store/projectFile.ts'], rules: linesAtMost(340) },
    // What is to be refused is tried here.
    { files: ['test/e2e/exploits.spec.ts'], rules: { 'no-eval': 'off' } },
    // Spreadsheets have cells with control characters.
    { files: ['src-main/importers/workbook/sheetText.ts'], rules: { 'no-control-regex': 'off' } },
  ],
});
