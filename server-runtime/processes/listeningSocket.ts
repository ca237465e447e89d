/** A TCP socket that listens, as the OS lists it. */
export interface ListeningSocket {
  /** IPv4 or IPv6 address without brackets; `0.0.0.0` and `::` for every address. */
  address: string;
  port: number;
  /** The process that holds it, where the listing tells. */
  pid?: number;
  /** Linux: the inode by which a process's descriptors name it. */
  inode?: number;
}
