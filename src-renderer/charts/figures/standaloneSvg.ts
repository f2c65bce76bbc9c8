const svgNamespace = 'http://www.w3.org/2000/svg';
const padding = 10;
const titleHeight = 26;
const footnoteHeight = 16;
const fontFamily = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** What a figure's look consists of, once class names mean nothing any more. */
const inlinedProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
];

type Look = ReadonlyMap<string, string>;

export interface StandaloneFigure {
  text: string;
  /** In CSS pixels. */
  width: number;
  height: number;
}

/** A picture that belongs under a drawing, in the drawing's own units. */
export interface Underlay {
  /** A `data:` address. */
  href: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A figure as a file of its own: light colours on white whatever the window shows, styles written out, the title
 * above, the footnotes below, and a frame that holds every label. Elements marked `data-screen-only` are left out.
 */
export function standaloneSvg(
  figure: SVGSVGElement,
  title: string,
  footnotes: readonly string[] = [],
  underlay?: Underlay,
): StandaloneFigure {
  const stage = document.createElement('div');
  stage.dataset['theme'] = 'light';
  Object.assign(stage.style, { position: 'fixed', left: '-20000px', top: '0' });
  const copy = figure.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError('a figure is an svg element');
  for (const element of copy.querySelectorAll('[data-screen-only]')) element.remove();
  addText(copy, title, { y: -titleHeight + 12, size: '14', weight: '600', fill: '#18212b' });
  footnotes.forEach((footnote, row) => {
    const y = copy.viewBox.baseVal.height + (row + 1) * footnoteHeight;
    addText(copy, footnote, { y, size: '11', weight: '400', fill: '#535e6b' });
  });
  if (underlay !== undefined) copy.prepend(image(underlay));
  stage.append(copy);
  document.body.append(stage);
  try {
    return finish(copy);
  } finally {
    stage.remove();
  }
}

function addText(
  copy: SVGSVGElement,
  content: string,
  look: { y: number; size: string; weight: string; fill: string },
): void {
  const text = document.createElementNS(svgNamespace, 'text');
  text.textContent = content;
  text.setAttribute('x', '0');
  text.setAttribute('y', String(look.y));
  text.setAttribute('font-size', look.size);
  text.setAttribute('font-weight', look.weight);
  text.setAttribute('fill', look.fill);
  copy.append(text);
}

function finish(copy: SVGSVGElement): StandaloneFigure {
  const inner = copy.viewBox.baseVal;
  const drawn = copy.getBBox();
  const left = Math.min(inner.x, drawn.x) - padding;
  const top = Math.min(inner.y, drawn.y) - padding;
  const width = Math.ceil(Math.max(inner.x + inner.width, drawn.x + drawn.width) + padding - left);
  const height = Math.ceil(Math.max(inner.y + inner.height, drawn.y + drawn.height) + padding - top);
  const drawnElements = [...copy.querySelectorAll('*')];
  const looks = new Map(drawnElements.map((element) => [element, lookOf(element)]));
  for (const element of drawnElements) writeOutLook(element, looks);
  clean(copy);
  copy.prepend(background(left, top, width, height));
  copy.setAttribute('xmlns', svgNamespace);
  copy.setAttribute('viewBox', [left, top, width, height].join(' '));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', fontFamily);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  return { text, width, height };
}

/** Writes down what an element's look adds to its parent's, from `looks` taken before anything was changed. */
function writeOutLook(element: Element, looks: ReadonlyMap<Element, Look>): void {
  const look = looks.get(element);
  const inherited = element.parentElement === null ? undefined : looks.get(element.parentElement);
  clean(element);
  for (const property of inlinedProperties) {
    const value = look?.get(property) ?? '';
    const isImplied = property === 'opacity' ? value === '1' : value === inherited?.get(property);
    if (isImplied || value === '') element.removeAttribute(property);
    else element.setAttribute(property, value);
  }
}

function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  return new Map(inlinedProperties.map((property) => [property, style.getPropertyValue(property)]));
}

function clean(element: Element): void {
  for (const name of element.getAttributeNames()) {
    if (/^(class|style|role|tabindex|focusable|data-.*|aria-.*|on.*)$/.test(name))
      element.removeAttribute(name);
  }
}

function background(x: number, y: number, width: number, height: number): Element {
  return element('rect', { x, y, width, height, fill: '#ffffff' });
}

function image(underlay: Underlay): Element {
  return element('image', { ...underlay, preserveAspectRatio: 'none' });
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const made = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
