/** Chinese numerals and the digits that they stand for; 陸 and 貳 come over their simplified forms. */
export const HAN_NUMERALS: ReadonlyMap<string, string> = new Map([
  ...pairs('〇零', '0'), ...pairs('一壹弌幺', '1'), ...pairs('二贰弍', '2'), ...pairs('三叁弎', '3'), ...pairs('四肆', '4'),
  ...pairs('五伍', '5'), ...pairs('六陆', '6'), ...pairs('七柒', '7'), ...pairs('八捌', '8'), ...pairs('九玖', '9'),
])

/** Cyrillic and Greek letters, small capitals and others that look like a Latin letter. */
export const CONFUSABLE_LETTERS: ReadonlyMap<string, string> = new Map([
  ...pairs('аАαΑᴀɑ', 'a'), ...pairs('вВβΒʙ', 'b'), ...pairs('сСϲᴄ', 'c'), ...pairs('ԁᴅ', 'd'), ...pairs('еЕεΕᴇ', 'e'),
  ...pairs('ғꜰ', 'f'), ...pairs('ɡɢԍ', 'g'), ...pairs('һнНΗʜ', 'h'), ...pairs('іІιΙıɪӏ', 'i'), ...pairs('јЈᴊ', 'j'),
  ...pairs('кКκΚᴋ', 'k'), ...pairs('ʟ', 'l'), ...pairs('мМΜᴍ', 'm'), ...pairs('ηΝɴ', 'n'), ...pairs('оОοΟᴏ', 'o'),
  ...pairs('рРρΡᴘ', 'p'), ...pairs('ԛ', 'q'), ...pairs('ʀ', 'r'), ...pairs('ѕЅꜱ', 's'), ...pairs('тТτΤᴛ', 't'),
  ...pairs('υᴜ', 'u'), ...pairs('νѵᴠ', 'v'), ...pairs('ԝωᴡ', 'w'), ...pairs('хХχΧ', 'x'), ...pairs('уУγΥʏ', 'y'),
  ...pairs('ΖζᴢΖ', 'z'),
])

/** Letters in circles and squares that have no compatibility form. */
export const STYLED_LETTERS: ReadonlyMap<string, string> = new Map([
  ...alphabet(0x1f150), ...alphabet(0x1f170), ...alphabet(0x1f130),
  ...[...'❶❷❸❹❺❻❼❽❾'].map((char, at): [string, string] => [char, String(at + 1)]),
  ...[...'➀➁➂➃➄➅➆➇➈'].map((char, at): [string, string] => [char, String(at + 1)]),
  ...[...'➊➋➌➍➎➏➐➑➒'].map((char, at): [string, string] => [char, String(at + 1)]),
  ...[...'⓵⓶⓷⓸⓹⓺⓻⓼⓽'].map((char, at): [string, string] => [char, String(at + 1)]),
  ['❿', '10'], ['➉', '10'], ['➓', '10'], ['⓾', '10'], ['⓿', '0'],
])

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((char) => [char, to])
}

function alphabet(first: number): [string, string][] {
  return [...'abcdefghijklmnopqrstuvwxyz'].map((letter, at) => [String.fromCodePoint(first + at), letter])
}
