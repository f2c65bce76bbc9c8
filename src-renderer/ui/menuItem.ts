export interface MenuItem {
  label: string;
  run: () => void;
  disabled?: boolean;
  /** For a choice among several. */
  checked?: boolean;
}
