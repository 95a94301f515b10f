/** For schemas; everybody else asks `isHostName`. */
export const hostNamePattern = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;

/** What people are told when `isHostName` says no. */
export const hostNameRule = '1 to 63 characters of a-z, 0-9, "-" and ".", first and last no sign';

/** Whether a host, or a fleet, may be called that. */
export const isHostName = (text: string): boolean => hostNamePattern.test(text);
