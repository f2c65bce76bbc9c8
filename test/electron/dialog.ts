import { complain, loud, tell } from './loud.ts';

/** Nobody sits before the stand-in: a spec answers, by putting a function of its own in the place of the dialog. */
function unanswered(name: string) {
  return (...args: unknown[]): never => {
    throw complain(`nobody answers dialog.${name} ${JSON.stringify(args.at(-1))}`);
  };
}

export const dialog = loud('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showSaveDialog: unanswered('showSaveDialog'),
  showMessageBox: unanswered('showMessageBox'),
  showMessageBoxSync: unanswered('showMessageBoxSync'),
  showErrorBox: (title: string, content: string) => tell(`error box: ${title}: ${content}`),
});
