//! Compressed RTF (MS-OXRTFCP): a dictionary of 4096 bytes, filled with RTF's commonest words, and references into it.

use super::compound::u32_at;

/// Bytes that are returned at most, whatever the header says of the length.
const LONGEST: usize = 4 << 20;
const HEADER: usize = 16;
const COMPRESSED: u32 = 0x7546_5a4c;
const UNCOMPRESSED: u32 = 0x414c_454d;
const DICTIONARY: usize = 4096;
/// What the dictionary holds before the first byte (MS-OXRTFCP, 2.1.2.1).
const WORDS: &[u8; 207] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
    \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The RTF in a value of `PR_RTF_COMPRESSED`, as far as it goes; `None` where the header names no known form. Neither the
/// lengths nor the checksum is looked at: a text with a flaw is better than none.
pub(super) fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    let contents = bytes.get(HEADER..)?;
    match u32_at(bytes, 8)? {
        UNCOMPRESSED => {
            let length = u32_at(bytes, 4)? as usize;
            Some(contents[..contents.len().min(length).min(LONGEST)].to_vec())
        }
        COMPRESSED => Some(expand(contents)),
        _ => None,
    }
}

fn expand(contents: &[u8]) -> Vec<u8> {
    let mut dictionary = [b' '; DICTIONARY];
    dictionary[..WORDS.len()].copy_from_slice(WORDS);
    let mut at = WORDS.len();
    let mut expanded = Vec::new();
    let mut put = |byte: u8, dictionary: &mut [u8; DICTIONARY], at: &mut usize| {
        expanded.push(byte);
        dictionary[*at] = byte;
        *at = (*at + 1) % DICTIONARY;
        expanded.len() < LONGEST
    };
    let mut bytes = contents.iter().copied();
    'runs: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            let Some(first) = bytes.next() else { break 'runs };
            if control & (1 << bit) == 0 {
                if !put(first, &mut dictionary, &mut at) {
                    break 'runs;
                }
                continue;
            }
            let Some(second) = bytes.next() else { break 'runs };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (from, length) = (reference >> 4, (reference & 0xf) + 2);
            // The end is marked by a reference to where the next byte would go.
            if from == at {
                break 'runs;
            }
            for step in 0..length {
                let byte = dictionary[(from + step) % DICTIONARY];
                if !put(byte, &mut dictionary, &mut at) {
                    break 'runs;
                }
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first example of MS-OXRTFCP (3.1.1), whose references reach into the initial dictionary.
    const HELLO: [u8; 49] = [
        0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00,
        0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09,
        0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
    ];
    /// The second (3.1.2): a reference that runs into what it writes itself.
    const REPEATED: [u8; 30] = [
        0x1a, 0x00, 0x00, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0x00,
        0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0,
    ];

    #[test]
    fn the_examples_of_the_specification_are_read() {
        let hello: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
        assert_eq!(decompress(&HELLO).as_deref(), Some(hello));
        let repeated: &[u8] = b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}";
        assert_eq!(decompress(&REPEATED).as_deref(), Some(repeated));
    }

    #[test]
    fn a_text_that_is_cut_off_keeps_its_beginning() {
        let cut = decompress(&HELLO[..36]).expect("its header is whole");
        assert!(cut.starts_with(b"{\\rtf1\\ansi\\ansicpg1252\\pard hel"));
        assert_eq!(decompress(&HELLO[..12]), None);
        assert_eq!(decompress(&[0; 40]), None);
    }

    #[test]
    fn a_length_that_the_header_makes_up_is_not_believed() {
        let mut claims = HELLO;
        claims[..8].fill(0xff);
        assert_eq!(decompress(&claims).map(|rtf| rtf.len()), Some(43));
        claims[8..12].copy_from_slice(b"MELA");
        assert_eq!(decompress(&claims).map(|rtf| rtf.len()), Some(33));
        // References of 17 bytes each to what lies behind the next byte, so that none is the end mark.
        let reference = |number: usize| (((WORDS.len() + 17 * number + 1) % DICTIONARY) as u16) << 4 | 0xf;
        let references: Vec<u8> = (0..400_000)
            .flat_map(|number| (number % 8 == 0).then_some(0xff).into_iter().chain(reference(number).to_be_bytes()))
            .collect();
        let bomb = [&HELLO[..HEADER], &references].concat();
        assert_eq!(decompress(&bomb).map(|rtf| rtf.len()), Some(LONGEST));
    }
}
