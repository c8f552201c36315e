/** A whole address in groups of four with its ends in bold, in two halves where one line is too short. A copy of it is exact. */
export function FullAddress({ address, className = "" }: { readonly address: string; readonly className?: string }) {
  const groups = groupsOf(address);
  const middle = Math.ceil(groups.length / 2);
  const half = (from: number, to: number) => (
    <span className="inline-flex flex-wrap gap-x-[0.6ch] [justify-content:inherit]">
      {groups.slice(from, to).map((group, index) => (
        <span key={index} className={isEnd(from + index, groups) ? "font-strong text-ink" : ""}>
          {group}
        </span>
      ))}
    </span>
  );
  return (
    <data value={address} className={`inline-flex flex-wrap gap-x-[0.6ch] font-mono ${className}`}>
      {half(0, middle)}
      {half(middle, groups.length)}
    </data>
  );
}

const isEnd = (index: number, groups: readonly string[]): boolean => index === 0 || index === groups.length - 1;

/** The 0x belongs to the first group; what is no address is cut the same way. */
export const groupsOf = (address: string): readonly string[] => address.match(/^0x.{1,4}|.{1,4}/g) ?? [address];

/** First and last group, for a line that has no room and stands beside the label. */
export const shortAddress = (address: string): string => (address.length <= 14 ? address : `${address.slice(0, 6)}…${address.slice(-4)}`);
