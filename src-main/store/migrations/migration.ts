export interface Migration {
  /** The `user_version` of a file once this has run; counts up from 1 without gaps. */
  version: number;
  sql: string;
}
