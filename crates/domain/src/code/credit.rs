//! The unified social credit code of a firm or institution (统一社会信用代码), GB 32100-2015.

use super::{RegionCode, as_text, narrow, shown};
use crate::say::{Lang, Say};

/// The 31 characters a code may hold, in order of value: no I, O, Z, S, V (GB 32100-2015, table 2).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first 17 characters: 3^i mod 31, i from 0 (GB 32100-2015, 4.6).
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of the eight characters of an organisation code (GB/T 11714-1997).
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code whose check characters are right: 18 characters, of which the first names the
/// registering department, the second the kind of body, the next six the registering region, the next nine the
/// organisation code with its own check character, and the last checks the whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

/// Why a text is no credit code. Positions count from 1, as people count them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// It does not have 18 characters (16, of a code to be completed).
    #[error("{}", self.say(Lang::Zh))]
    Length {
        /// How it begins.
        text: String,
        /// How many characters it has; counted up to 64.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A character that cannot stand there: not in the alphabet, or no digit within the region (3 to 8).
    #[error("{}", self.say(Lang::Zh))]
    Character {
        /// The text.
        text: String,
        /// Where, from 1.
        position: usize,
        /// What stands there.
        found: char,
    },
    /// The organisation code's check character (the 17th) does not fit the eight before it.
    #[error("{}", self.say(Lang::Zh))]
    OrganisationCheck {
        /// The text.
        text: String,
        /// What it should be, if positions 9 to 16 are right.
        expected: char,
        /// What it is.
        found: char,
    },
    /// The last character does not fit the 17 before it.
    #[error("{}", self.say(Lang::Zh))]
    Check {
        /// The text.
        text: String,
        /// What it should be, if the other characters are right.
        expected: char,
        /// What it is.
        found: char,
    },
}

impl Say for CreditCodeError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Length { text, found, expected }, Lang::Zh) => {
                format!("统一社会信用代码“{text}”有 {found} 位，应为 {expected} 位，请核对")
            }
            (Self::Length { text, found, expected }, Lang::En) => {
                format!("the credit code “{text}” has {found} characters instead of {expected}; check it")
            }
            (Self::Character { text, position, found }, _) => {
                let hint = meant(*position, *found);
                match (lang, hint) {
                    (Lang::Zh, Some(hint)) => {
                        format!("统一社会信用代码“{text}”第 {position} 位不能是“{found}”，是否应为“{hint}”？")
                    }
                    (Lang::Zh, None) => {
                        format!("统一社会信用代码“{text}”第 {position} 位不能是“{found}”，请核对")
                    }
                    (Lang::En, Some(hint)) => {
                        format!(
                            "the credit code “{text}” cannot have “{found}” as character {position}; is it “{hint}”?"
                        )
                    }
                    (Lang::En, None) => {
                        format!("the credit code “{text}” cannot have “{found}” as character {position}; check it")
                    }
                }
            }
            (Self::OrganisationCheck { text, expected, found }, Lang::Zh) => format!(
                "统一社会信用代码“{text}”第 9—17 位（主体标识码）校验不符：按第 9—16 位，第 17 位应为“{expected}”，现为“{found}”，请核对这 9 位"
            ),
            (Self::OrganisationCheck { text, expected, found }, Lang::En) => format!(
                "in the credit code “{text}” characters 9 to 17 do not fit: from 9 to 16, character 17 should be “{expected}”, not “{found}”; check these nine"
            ),
            (Self::Check { text, expected, found }, Lang::Zh) => format!(
                "统一社会信用代码“{text}”校验不符：按前 17 位，第 18 位应为“{expected}”，现为“{found}”，请逐位核对"
            ),
            (Self::Check { text, expected, found }, Lang::En) => format!(
                "the credit code “{text}” does not check: from the first 17, character 18 should be “{expected}”, not “{found}”; check every character"
            ),
        }
    }
}

/// The character that a look-alike outside the alphabet probably stands for.
fn meant(position: usize, found: char) -> Option<char> {
    match found {
        'O' => Some('0'),
        'I' => Some('1'),
        'Z' => Some('2'),
        'S' => Some('5'),
        'V' if !(3..=8).contains(&position) => Some('U'),
        _ => None,
    }
}

impl CreditCode {
    /// Reads a code; small and full-width letters and spaces are put right.
    ///
    /// # Errors
    /// [`CreditCodeError`] with the position and, for a check character, what it should be. The organisation code is
    /// checked before the whole, since it says more closely where the mistake is.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code = Self(characters::<18>(text)?);
        let (organisation, whole) = (code.organisation_check(), code.check());
        if code.0[16] != organisation {
            let (expected, found) = (char::from(organisation), char::from(code.0[16]));
            return Err(CreditCodeError::OrganisationCheck { text: code.as_str().to_owned(), expected, found });
        }
        if code.0[17] != whole {
            let (expected, found) = (char::from(whole), char::from(code.0[17]));
            return Err(CreditCodeError::Check { text: code.as_str().to_owned(), expected, found });
        }
        Ok(code)
    }

    /// The code that begins with these 16 characters (department, kind, region, organisation), both check characters
    /// computed.
    ///
    /// # Errors
    /// [`CreditCodeError`] when `first` does not have 16 characters, or one cannot stand where it does.
    pub fn completed(first: &str) -> Result<Self, CreditCodeError> {
        let mut code = Self([0; 18]);
        code.0[..16].copy_from_slice(&characters::<16>(first)?);
        code.0[16] = code.organisation_check();
        code.0[17] = code.check();
        Ok(code)
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The region of the registering authority (characters 3 to 8). Not always where the firm is: a national
    /// registration has 100000.
    ///
    /// # Errors
    /// [`super::RegionCodeError`] when the six digits begin with 0.
    pub fn region(&self) -> Result<RegionCode, super::RegionCodeError> {
        RegionCode::parse(self.as_str().get(2..8).unwrap_or_default())
    }

    /// The nine characters of the organisation code (characters 9 to 17), by which older registers know the firm.
    #[must_use]
    pub fn organisation(&self) -> &str {
        self.as_str().get(8..17).unwrap_or_default()
    }

    /// GB 32100-2015, 4.6: alphabet[(31 − Σ value × weight mod 31) mod 31].
    fn check(&self) -> u8 {
        let sum: usize = self.0.iter().zip(WEIGHTS).map(|(&b, weight)| value(b).unwrap_or(0) * weight).sum();
        ALPHABET[(31 - sum % 31) % 31]
    }

    /// GB/T 11714-1997: 11 − Σ value × weight mod 11; 10 is X, 11 is 0. Letters count from A = 10 over all 26.
    fn organisation_check(&self) -> u8 {
        let value = |b: u8| usize::from(if b.is_ascii_digit() { b - b'0' } else { b.saturating_sub(b'A') + 10 });
        let sum: usize = self.0[8..16].iter().zip(ORGANISATION_WEIGHTS).map(|(&b, weight)| value(b) * weight).sum();
        b"0X987654321"[sum % 11]
    }
}

/// The first `N` characters of a code, each one that may stand where it does.
fn characters<const N: usize>(text: &str) -> Result<[u8; N], CreditCodeError> {
    // A hostile text may be long: take no more than is needed to see that it is too long.
    let found: Vec<char> = narrow(text).take(64).collect();
    if found.len() != N {
        return Err(CreditCodeError::Length { text: shown(text), found: found.len(), expected: N });
    }
    let mut bytes = [0; N];
    for (position, (byte, found)) in (1..).zip(bytes.iter_mut().zip(found)) {
        let fits = |b: &u8| if (3..=8).contains(&position) { b.is_ascii_digit() } else { value(*b).is_some() };
        let refuse = || CreditCodeError::Character { text: shown(text), position, found };
        *byte = u8::try_from(found).ok().filter(fits).ok_or_else(refuse)?;
    }
    Ok(bytes)
}

fn value(byte: u8) -> Option<usize> {
    ALPHABET.iter().position(|&b| b == byte)
}

as_text!(CreditCode, CreditCodeError);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // Made up: region 999999 is assigned to nobody. Worked by hand:
    // organisation 1 2 3 4 5 6 7 8 × 3 7 9 10 5 8 4 2 = 3+14+27+40+25+48+28+16 = 201, 201 mod 11 = 3, 11 − 3 = 8;
    // whole: 9·1 + 1·3 + 9·(9+27+19+26+16+17) + 1·20 + 2·29 + 3·25 + 4·13 + 5·8 + 6·24 + 7·10 + 8·30 + 8·28
    //      = 9 + 3 + 1026 + 20 + 58 + 75 + 52 + 40 + 144 + 70 + 240 + 224 = 1961, 1961 mod 31 = 8, 31 − 8 = 23, which is P.
    const MADE_UP: &str = "91999999123456788P";

    #[test]
    fn a_code_worked_by_hand_is_read() {
        let code = CreditCode::parse(MADE_UP).unwrap();
        assert_eq!((code.as_str(), code.organisation()), (MADE_UP, "123456788"));
        assert_eq!(code.region().unwrap().as_str(), "999999");
        assert_eq!(CreditCode::parse(" ９１999999 123456788p"), Ok(code));
        assert_eq!(CreditCode::completed("9199999912345678"), Ok(code));
    }

    #[test]
    fn an_error_says_the_position_and_the_character_it_should_be() {
        let wrong_end = CreditCode::parse("919999991234567880").unwrap_err();
        assert!(matches!(wrong_end, CreditCodeError::Check { expected: 'P', found: '0', .. }));
        assert!(wrong_end.to_string().contains("第 18 位应为“P”"));
        let wrong_organisation = CreditCode::parse("91999999123456798P").unwrap_err();
        assert!(matches!(wrong_organisation, CreditCodeError::OrganisationCheck { expected: '6', found: '8', .. }));
        let letter_o = CreditCode::parse("9199999912345678O0").unwrap_err();
        assert!(matches!(letter_o, CreditCodeError::Character { position: 17, found: 'O', .. }));
        assert!(letter_o.to_string().ends_with("是否应为“0”？"));
        let letter_in_region = CreditCode::parse("91A99999123456788P").unwrap_err();
        assert!(matches!(letter_in_region, CreditCodeError::Character { position: 3, found: 'A', .. }));
        assert!(matches!(CreditCode::parse("9199"), Err(CreditCodeError::Length { found: 4, .. })));
        assert!(matches!(CreditCode::completed("91"), Err(CreditCodeError::Length { found: 2, .. })));
    }

    proptest! {
        #[test]
        fn every_completed_code_checks_and_a_single_wrong_character_never_does(
            first in "9[12][1-9][0-9]{5}[0-9A-HJ-NP-RT-UW-Y]{8}", place in 0_usize..18, other in 0_usize..31,
        ) {
            let code = CreditCode::completed(&first).unwrap();
            prop_assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
            let mut bytes = code.as_str().as_bytes().to_vec();
            if bytes[place] != ALPHABET[other] {
                bytes[place] = ALPHABET[other];
                // Weights are prime to 31, so the last character catches every single mistake.
                prop_assert!(CreditCode::parse(std::str::from_utf8(&bytes).unwrap()).is_err());
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,40}", near in "[0-9A-Z]{18}") {
            let _ = CreditCode::parse(&text);
            let _ = CreditCode::parse(&near).map_err(|error| (error.say(Lang::Zh), error.say(Lang::En)));
            let _ = CreditCode::completed(&text);
        }
    }
}
