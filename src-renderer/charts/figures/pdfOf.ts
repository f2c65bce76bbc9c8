import regularFont from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?url';
import semiBoldFont from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?url';
import { jsPDF } from 'jspdf';
import { svg2pdf } from 'svg2pdf.js';
import type { StandaloneFigure } from './standaloneSvg.ts';

const pointsPerPixel = 72 / 96;
/** As the page calls it, so that what is measured there is what is written here. */
const fontName = 'Inter Variable';
const boldFrom = 550;

/** The figure as a PDF of one page of its size: shapes and text as such, fonts in it. */
export async function pdfOf({ text, width, height }: StandaloneFigure): Promise<Uint8Array> {
  const size = { width: width * pointsPerPixel, height: height * pointsPerPixel };
  const document = new jsPDF({
    unit: 'pt',
    format: [size.width, size.height],
    orientation: size.width > size.height ? 'landscape' : 'portrait',
    compress: true,
  });
  await addFont(document, regularFont, 'normal');
  await addFont(document, semiBoldFont, 'bold');
  await svg2pdf(prepared(text), document, { x: 0, y: 0, ...size });
  return new Uint8Array(document.output('arraybuffer'));
}

/** The drawing with the fonts that the document has. */
function prepared(text: string): Element {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  root.setAttribute('font-family', `'${fontName}'`);
  for (const element of root.querySelectorAll('[font-weight]')) {
    const isBold = Number(element.getAttribute('font-weight')) >= boldFrom;
    element.setAttribute('font-weight', isBold ? 'bold' : 'normal');
  }
  return root;
}

async function addFont(document: jsPDF, address: string, style: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the font for the PDF: found status ${answer.status}, expected 200`);
  const file = `inter-${style}.ttf`;
  document.addFileToVFS(file, base64Of(new Uint8Array(await answer.arrayBuffer())));
  document.addFont(file, fontName, style);
}

function base64Of(bytes: Uint8Array): string {
  const pieceLength = 0x8000;
  let text = '';
  for (let start = 0; start < bytes.length; start += pieceLength)
    text += String.fromCharCode(...bytes.subarray(start, start + pieceLength));
  return btoa(text);
}
