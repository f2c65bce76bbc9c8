export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'tracewise.theme';

/** Light or dark, by the system unless the user chose; kept between starts. */
export class Theme {
  choice = $state<ThemeChoice>(readChoice());
  readonly #systemIsDark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#systemIsDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    localStorage.setItem(storageKey, choice);
    this.#apply();
  }

  #apply(): void {
    const dark = this.choice === 'dark' || (this.choice === 'system' && this.#systemIsDark.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }
}

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return themeChoices.find((choice) => choice === stored) ?? 'system';
}
