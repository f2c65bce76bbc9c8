import type { BodySize } from '../layout/heatmapWindow.ts';
import type { HeatmapView } from './heatmapView.svelte.ts';

/** More would not be seen, and costs time. */
const finestPixels = 2;
/** Print resolution over the 96 pixels of a CSS inch. */
const printPixels = 300 / 96;

const pictures = new WeakMap<HTMLCanvasElement, ImageData>();

/** Paints the cells that are seen over a canvas, pixel by pixel of the screen. */
export function paintHeatmap(canvas: HTMLCanvasElement, view: HeatmapView, size: BodySize): void {
  paint(canvas, view, size, Math.min(finestPixels, devicePixelRatio));
}

/** The cells that are seen as a PNG for print. @returns a `data:` address */
export function heatmapPicture(view: HeatmapView, size: BodySize): string {
  const canvas = document.createElement('canvas');
  paint(canvas, view, size, printPixels);
  return canvas.toDataURL('image/png');
}

function paint(canvas: HTMLCanvasElement, view: HeatmapView, size: BodySize, pixels: number): void {
  const width = Math.max(1, Math.round(size.width * pixels));
  const height = Math.max(1, Math.round(size.height * pixels));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('this window has no canvas to draw the heatmap on');
  const picture = pictureFor(canvas, context);
  const grid = { width, height, pixels: new Uint32Array(picture.data.buffer) };
  view.heatmap.cells.paint(view.window, view.limit, grid);
  context.putImageData(picture, 0, 0);
}

/** The pixels of a canvas, the same ones from frame to frame. */
function pictureFor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): ImageData {
  const known = pictures.get(canvas);
  if (known?.width === canvas.width && known.height === canvas.height) return known;
  const picture = context.createImageData(canvas.width, canvas.height);
  pictures.set(canvas, picture);
  return picture;
}
