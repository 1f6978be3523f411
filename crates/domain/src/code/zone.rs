//! The code of a development zone: GB/T 37028-2018's, or that of the 2018 audit catalogue.

use super::{RegionCode, as_text, narrow, shown};
use crate::say::{Lang, Say};

/// A zone's code in one of two lists.
///
/// - GB/T 37028-2018: eight digits, 52101001: two of the province,
///   one of the level, two of the kind, three counted on.
/// - 中国开发区审核公告目录 (2018): G or S and six digits, G521041: the level, two digits of the province, one of the
///   kind, three counted on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneCode {
    bytes: [u8; 8],
    list: ZoneCatalogue,
}

/// The list that a zone's code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneCatalogue {
    /// GB/T 37028-2018.
    Standard,
    /// The catalogue of audited zones of 2018 (中国开发区审核公告目录).
    Audit2018,
}

/// Who approved a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneLevel {
    /// 国家级: approved by the State Council.
    National,
    /// 省级: approved by the province.
    Provincial,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $zh:literal, $en:literal;)+) => {
        /// The kinds of zone that a code tells apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ZoneKind { $($(#[$doc])* $name,)+ }

        impl Say for ZoneKind {
            fn say(&self, lang: Lang) -> String {
                match (self, lang) {
                    $((Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en,)+
                }
                .to_owned()
            }
        }
    };
}

kinds! {
    /// 经济技术开发区.
    Etdz, "经济技术开发区", "economic and technological development zone";
    /// 国家级新区.
    NewArea, "国家级新区", "national new area";
    /// 高新技术产业开发区.
    HighTech, "高新技术产业开发区", "high-tech industrial development zone";
    /// 海关特殊监管区域.
    Customs, "海关特殊监管区域", "customs special supervision area";
    /// 边境经济合作区.
    Border, "边境经济合作区", "border economic cooperation zone";
    /// 跨境经济合作区.
    CrossBorder, "跨境经济合作区", "cross-border economic cooperation zone";
    /// 边境/跨境经济合作区: the 2018 catalogue does not tell the two apart.
    BorderOrCrossBorder, "边境/跨境经济合作区", "border or cross-border economic cooperation zone";
    /// 国家自主创新示范区.
    Innovation, "国家自主创新示范区", "national innovation demonstration zone";
    /// 重点开发开放试验区.
    OpeningUp, "重点开发开放试验区", "key development and opening-up experimental zone";
    /// 内陆开放型经济试验区.
    Inland, "内陆开放型经济试验区", "inland open economy experimental zone";
    /// 自由贸易试验区.
    FreeTrade, "自由贸易试验区", "pilot free trade zone";
    /// 国家可持续发展议程创新示范区.
    Sustainable, "国家可持续发展议程创新示范区", "sustainable development agenda innovation demonstration zone";
    /// 其他国家级经济功能区.
    OtherNational, "其他国家级经济功能区", "other national economic zone";
    /// 省级经济开发区.
    ProvincialEconomic, "省级经济开发区", "provincial economic development zone";
    /// 省级高新技术产业园区.
    ProvincialHighTech, "省级高新技术产业园区", "provincial high-tech industrial park";
    /// 省级工业园区, as the 2018 catalogue has them.
    IndustrialPark, "工业园区", "industrial park";
    /// 其他省级经济功能区.
    OtherProvincial, "其他省级经济功能区", "other provincial economic zone";
}

impl Say for ZoneLevel {
    fn say(&self, lang: Lang) -> String {
        let word = match (self, lang) {
            (Self::National, Lang::Zh) => "国家级",
            (Self::National, Lang::En) => "national",
            (Self::Provincial, Lang::Zh) => "省级",
            (Self::Provincial, Lang::En) => "provincial",
        };
        word.to_owned()
    }
}

/// Why a text is no zone code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneCodeError {
    /// Neither eight digits nor G or S with six.
    #[error("{}", self.say(Lang::Zh))]
    Shape(String),
    /// GB/T 37028 has no such level and kind (third to fifth digit).
    #[error("{}", self.say(Lang::Zh))]
    Kind {
        /// The code.
        text: String,
        /// The three digits.
        kind: String,
    },
}

impl Say for ZoneCodeError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Shape(text), Lang::Zh) => format!(
                "“{text}”不是开发区代码：应为 8 位数字（GB/T 37028，如 52101001）或 G、S 加 6 位数字（2018 年目录，如 G521041）"
            ),
            (Self::Shape(text), Lang::En) => format!(
                "“{text}” is no zone code; write eight digits (GB/T 37028, as 52101001), or G or S and six digits (2018 catalogue, as G521041)"
            ),
            (Self::Kind { text, kind }, Lang::Zh) => {
                format!("开发区代码“{text}”第 3—5 位“{kind}”不是 GB/T 37028 的类别，请核对")
            }
            (Self::Kind { text, kind }, Lang::En) => {
                format!("in the zone code “{text}”, digits 3 to 5, “{kind}”, are no kind of GB/T 37028; check them")
            }
        }
    }
}

impl ZoneCode {
    /// Reads a code of either list; small and full-width letters are put right.
    ///
    /// # Errors
    /// [`ZoneCodeError`] when the text has neither shape, or the standard has no such kind.
    pub fn parse(text: &str) -> Result<Self, ZoneCodeError> {
        let found: String = narrow(text).take(9).collect();
        let refuse = || ZoneCodeError::Shape(shown(text));
        let (digits, list, length) = match found.strip_prefix(['G', 'S']) {
            Some(digits) => (digits, ZoneCatalogue::Audit2018, 6),
            None => (found.as_str(), ZoneCatalogue::Standard, 8),
        };
        if digits.len() != length || !digits.bytes().all(|b| b.is_ascii_digit()) || digits.starts_with('0') {
            return Err(refuse());
        }
        // The catalogue's code is one byte shorter; the last place stays empty.
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(found.bytes()).for_each(|(place, byte)| *place = byte);
        let code = Self { bytes, list };
        if list == ZoneCatalogue::Standard && code.kind().is_none() {
            return Err(ZoneCodeError::Kind { kind: found.get(2..5).unwrap_or_default().to_owned(), text: found });
        }
        Ok(code)
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = match self.list {
            ZoneCatalogue::Standard => 8,
            ZoneCatalogue::Audit2018 => 7,
        };
        std::str::from_utf8(&self.bytes[..length]).unwrap_or_default()
    }

    /// Which list it comes from.
    #[must_use]
    pub const fn list(&self) -> ZoneCatalogue {
        self.list
    }

    /// The province's region code.
    ///
    /// # Errors
    /// Never for a code that was read; the type of [`RegionCode::parse`].
    pub fn province(&self) -> Result<RegionCode, super::RegionCodeError> {
        let at = match self.list {
            ZoneCatalogue::Standard => 0..2,
            ZoneCatalogue::Audit2018 => 1..3,
        };
        RegionCode::parse(&format!("{}0000", self.as_str().get(at).unwrap_or_default()))
    }

    /// Who approved the zone.
    #[must_use]
    pub const fn level(&self) -> ZoneLevel {
        let national = match self.list {
            ZoneCatalogue::Standard => self.bytes[2] == b'1',
            ZoneCatalogue::Audit2018 => self.bytes[0] == b'G',
        };
        if national { ZoneLevel::National } else { ZoneLevel::Provincial }
    }

    /// What kind of zone it is, where the code says. Of the catalogue's digits, those are told that Guizhou's and
    /// Yunnan's 120 zones attest.
    #[must_use]
    pub fn kind(&self) -> Option<ZoneKind> {
        Some(match self.list {
            ZoneCatalogue::Standard => match &self.bytes[2..5] {
                b"101" => ZoneKind::Etdz,
                b"102" => ZoneKind::NewArea,
                b"103" => ZoneKind::HighTech,
                b"104" => ZoneKind::Customs,
                b"105" => ZoneKind::Border,
                b"106" => ZoneKind::CrossBorder,
                b"107" => ZoneKind::Innovation,
                b"108" => ZoneKind::OpeningUp,
                b"109" => ZoneKind::Inland,
                b"110" => ZoneKind::FreeTrade,
                b"111" => ZoneKind::Sustainable,
                b"199" => ZoneKind::OtherNational,
                b"201" => ZoneKind::ProvincialEconomic,
                b"202" => ZoneKind::ProvincialHighTech,
                b"299" => ZoneKind::OtherProvincial,
                _ => return None,
            },
            ZoneCatalogue::Audit2018 => match (self.bytes[0], self.bytes[3]) {
                (b'G', b'1') => ZoneKind::Etdz,
                (b'G', b'2') => ZoneKind::HighTech,
                (b'G', b'5') => ZoneKind::BorderOrCrossBorder,
                (b'S', b'7') => ZoneKind::ProvincialEconomic,
                (b'S', b'9') => ZoneKind::IndustrialPark,
                _ => return None,
            },
        })
    }
}

as_text!(ZoneCode, ZoneCodeError);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_codes_of_guiyangs_etdz_say_the_same_of_it() {
        for text in ["52101001", "G521041", "g521041", "Ｇ521041"] {
            let code = ZoneCode::parse(text).unwrap();
            assert_eq!((code.level(), code.kind()), (ZoneLevel::National, Some(ZoneKind::Etdz)), "{text}");
            assert_eq!(code.province().unwrap().name(), Some("贵州省"));
        }
        assert_eq!(ZoneCode::parse("G521041").unwrap().list(), ZoneCatalogue::Audit2018);
    }

    #[test]
    fn provincial_zones_are_told_by_s_or_2() {
        for (text, kind) in [
            ("S527025", Some(ZoneKind::ProvincialEconomic)),
            ("S539062", Some(ZoneKind::IndustrialPark)),
            ("S528036", None),
            ("53299043", Some(ZoneKind::OtherProvincial)),
        ] {
            let code = ZoneCode::parse(text).unwrap();
            assert_eq!((code.as_str(), code.level(), code.kind()), (text, ZoneLevel::Provincial, kind));
        }
    }

    #[test]
    fn other_texts_are_refused_in_words() {
        for text in ["", "G52104", "G5210411", "5210100", "521010011", "X521041", "02101001", "G021041", "贵阳经开区"]
        {
            assert!(matches!(ZoneCode::parse(text), Err(ZoneCodeError::Shape(_))), "{text}");
        }
        let error = ZoneCode::parse("52301001").unwrap_err();
        assert_eq!(error.to_string(), "开发区代码“52301001”第 3—5 位“301”不是 GB/T 37028 的类别，请核对");
    }

    proptest! {
        #[test]
        fn every_code_reads_back_and_no_text_panics(text in "\\PC{0,20}", code in "[GS0-9][0-9]{6,7}") {
            let _ = ZoneCode::parse(&text);
            if let Ok(read) = ZoneCode::parse(&code) {
                prop_assert_eq!(read.as_str(), code.as_str());
                prop_assert!(read.province().is_ok());
            }
        }
    }
}
