// What in a text may identify a patient: searched as `forums.privacy` does, with the patterns that the server sends.

const latinDigits = (text) =>
  text.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0);

// {parts, patterns, blanked, kinds} as the server sends them -> a function from a text to [{kind, label, start, end, passage}].
export const searcher = ({ parts, patterns, blanked, kinds = {} }) => {
  const known = new Map(parts);
  const filled = (source) => source.replace(/\{\{(\w+)\}\}/g, (_all, name) => known.get(name));
  const compiled = patterns.map(([kind, source, flags]) => [kind, new RegExp(filled(source), `gu${flags}`)]);
  const blanks = blanked.map((source) => new RegExp(source, "giu"));
  return (given) => {
    const text = given.normalize("NFC");
    let searched = latinDigits(text);
    for (const blank of blanks) searched = searched.replace(blank, (match) => " ".repeat(match.length));
    const found = [];
    for (const [kind, pattern] of compiled)
      for (const match of searched.matchAll(pattern)) {
        const [start, end] = [match.index, match.index + match[0].length];
        if (found.every((other) => end <= other.start || start >= other.end))
          found.push({ kind, label: kinds[kind], start, end, passage: text.slice(start, end) });
      }
    return found.sort((one, other) => one.start - other.start);
  };
};
