import { Marked } from 'marked';
import type { RendererThis, Token, Tokens } from 'marked';
import type { Plugin } from 'vite';

/** In a box, below the box's own heading. */
const deeperBy = 1;
const deepestHeading = 6;

/**
 * Lets the page import the guide's Markdown as `{title, html}`: pictures become files of the bundle, and what a page of
 * the guide holds of HTML itself is left out.
 */
export function guidePages(): Plugin {
  return {
    name: 'guide-pages',
    transform: {
      filter: { id: /\.md$/ },
      handler: (markdown) => ({ code: guideModule(markdown), map: null }),
    },
  };
}

/** The module that stands for a page of the guide. */
export function guideModule(markdown: string): string {
  const pictures: string[] = [];
  const marked = new Marked({
    gfm: true,
    renderer: { html: () => '', tablecell, code },
    walkTokens(token: Token) {
      if (token.type === 'image') token.href = placeOf(pictures.push(String(token.href)) - 1);
      if (token.type === 'heading') token.depth = Math.min(Number(token.depth) + deeperBy, deepestHeading);
    },
  });
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? '';
  const html = marked.parse(markdown, { async: false });
  const imports = pictures.map(
    (path, index) => `import picture${index} from ${JSON.stringify(`./${path}?url`)};`,
  );
  const filled = pictures.reduce(
    (code, _path, index) => code.replace(placeOf(index), `" + picture${index} + "`),
    JSON.stringify(html),
  );
  return `${imports.join('\n')}\nexport default { title: ${JSON.stringify(title)}, html: ${filled} };\n`;
}

/** A header cell without words is none. */
function tablecell(this: RendererThis, { tokens, header, text }: Tokens.TableCell): string {
  const tag = header && text !== '' ? 'th' : 'td';
  return `<${tag}>${this.parser.parseInline(tokens)}</${tag}>\n`;
}

/** What scrolls can be scrolled by keys. */
function code({ text }: Tokens.Code): string {
  return `<pre tabindex="0"><code>${escapeText(text)}</code></pre>\n`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function placeOf(index: number): string {
  return `picture-${index}-here`;
}
