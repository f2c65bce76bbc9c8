import type { StandaloneFigure } from './standaloneSvg.ts';

/** Print resolution over the 96 pixels of a CSS inch. */
const pixelsPerCssPixel = 300 / 96;

/** The figure as a PNG of 300 dots per inch. */
export async function rasterise({ text, width, height }: StandaloneFigure): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * pixelsPerCssPixel);
  canvas.height = Math.round(height * pixelsPerCssPixel);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this window has no canvas to draw the figure on');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Uint8Array(await (await pngOf(canvas)).arrayBuffer());
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the figure is too large for a PNG'));
      else resolve(blob);
    }, 'image/png');
  });
}
