// What somebody says who stands where a part should be, in that part's own protocol.

/** A whole HTTP answer that ends its connection. */
export const httpAnswer = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`;

/** A refusal in PostgreSQL's protocol 3.0: message "E" with severity, SQLSTATE and sentence. */
export function postgresRefusal(sqlState: string, sentence: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${sentence}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** One line of an SMTP server. */
export const smtpReply = (line: string): string => `${line}\r\n`;
