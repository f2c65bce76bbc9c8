import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';

export type Post = (message: BackendMessage) => void;

/** Joins a pipe to a backend: what the backend says goes to `post`, what it is to hear into the returned function. */
export type ConnectBackend = (post: Post) => (message: ClientMessage) => void;

/** One page, tab or window. */
export interface HubConnection {
  receive: (message: ClientMessage) => void;
  /** Cancels what is still running for this page and forgets it. */
  close: () => void;
}

interface OpenCall {
  post: Post;
  idOfPage: number;
}

/**
 * Shares one backend among pages. Every page counts its calls from 1; here they are counted anew, so that an answer
 * finds the page that asked. Events go to all.
 */
export function createHub(connect: ConnectBackend): { open: (post: Post) => HubConnection } {
  const openCalls = new Map<number, OpenCall>();
  const pages = new Set<Post>();
  let lastId = 0;

  const tellBackend = connect((message) => {
    if (message.kind === 'event') {
      for (const post of [...pages]) post(message);
      return;
    }
    const call = openCalls.get(message.id);
    if (call === undefined) return;
    if (message.kind !== 'progress') openCalls.delete(message.id);
    call.post({ ...message, id: call.idOfPage });
  });

  return {
    open(post) {
      pages.add(post);
      const ids = new Map<number, number>();
      const finish: Post = (message) => {
        if (message.kind === 'result' || message.kind === 'error') ids.delete(message.id);
        post(message);
      };
      return {
        receive(message) {
          if (message.kind === 'cancel') {
            const id = ids.get(message.id);
            if (id !== undefined) tellBackend({ kind: 'cancel', id });
            return;
          }
          const id = ++lastId;
          ids.set(message.id, id);
          openCalls.set(id, { post: finish, idOfPage: message.id });
          tellBackend({ ...message, id });
        },
        close() {
          pages.delete(post);
          for (const id of ids.values()) {
            openCalls.delete(id);
            tellBackend({ kind: 'cancel', id });
          }
          ids.clear();
        },
      };
    },
  };
}
