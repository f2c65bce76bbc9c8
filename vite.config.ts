import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { guidePages } from './scripts/guidePages.ts';

const root = resolve('src-renderer');

/** What jsPDF asks for only when it draws HTML, which figures are not. */
const unusedByPdf = ['canvg', 'dompurify', 'html2canvas'];

/** The page alone; the desktop build takes it from here as it is. */
export default defineConfig({
  root,
  base: './',
  plugins: [guidePages(), svelte({ configFile: resolve('svelte.config.js') })],
  server: { host: '127.0.0.1' },
  build: {
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: true,
    license: { fileName: 'licences.md' },
    modulePreload: { polyfill: false },
    // The content security policy takes fonts and scripts from files only, never from data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: resolve(root, 'index.html'), crashed: resolve(root, 'crashed.html') },
      external: unusedByPdf,
    },
  },
});
