/** A file that the user handed to the host; the page knows it by this id only. */
export interface HostFile {
  id: string;
  name: string;
  byteCount: number;
}
