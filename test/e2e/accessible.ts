import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './host.ts';

const themes = ['light', 'dark'] as const;

/** Looks at the screen in both themes, which differ in colours alone, and names every rule that an element breaks. */
export async function expectAccessible(app: Page, screen: string): Promise<void> {
  for (const theme of themes) {
    await app.emulateMedia({ colorScheme: theme });
    await expect(app.locator('html')).toHaveAttribute('data-theme', theme);
    // There are no frames, for whose sake each look would open a page of its own.
    const every = new AxeBuilder({ page: app }).setLegacyMode();
    const { violations } = await (theme === 'light' ? every : every.withRules('color-contrast')).analyze();
    const broken = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
    expect.soft(broken, `${screen}, ${theme}`).toEqual([]);
  }
}
