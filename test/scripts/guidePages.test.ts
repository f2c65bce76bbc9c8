import { expect, it } from 'vitest';
import { guideModule } from '../../scripts/guidePages.ts';

it('a page of the guide becomes a module with its title and its pictures as files', () => {
  const made = guideModule('# Your files\n\n![A "check"](check.png)\n\n![Match](match.png)\n');
  expect(made).toContain('import picture0 from "./check.png?url";');
  expect(made).toContain('import picture1 from "./match.png?url";');
  expect(made).toContain('title: "Your files"');
  expect(made).toContain('<h2>Your files</h2>');
  expect(made).toContain('src=\\"" + picture0 + "\\"');
  expect(made).not.toContain('-here');
});

it('what a page of the guide holds of HTML is left out, and code stays text', () => {
  const made = guideModule(
    'a <b onclick="x()">b</b> <script>x()</script>\n\n<iframe src="x"></iframe>\n\n```\n<i>&\n```\n',
  );
  expect(made).not.toMatch(/<(b|script|iframe|i)\b/);
  expect(made).toContain('<pre tabindex=\\"0\\"><code>&lt;i>&amp;');
});

it('a header cell without words is none', () => {
  expect(guideModule('| | a |\n| --- | --- |\n| b | c |\n')).toContain('<td></td>\\n<th>a</th>');
});
