import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Startup } from './startup.ts';

function connected() {
  const startup = new Startup();
  const fromBrowser = new PassThrough();
  startup.connect({ endpoint: '', fromBrowser, toBrowser: new PassThrough(), ended: Promise.resolve() });
  return { startup, fromBrowser };
}

test('a page goes with the browser that was told to end, though nothing is answered', async () => {
  const { startup, fromBrowser } = connected();
  await startup.endBrowser();
  const closing = startup.closePage('a page');
  fromBrowser.destroy();
  await expect(closing).resolves.toBeUndefined();
});

test('a page that does not close while the browser should live is a problem', async () => {
  const { startup, fromBrowser } = connected();
  const closing = startup.closePage('a page');
  fromBrowser.destroy();
  await expect(closing).rejects.toThrow('Target.closeTarget: the browser is gone');
});
