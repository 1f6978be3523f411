//! How a cell says what a record belongs to: `Z1`, `Z1:60%;Z2:40%`, `520115@2012-11-15`.

use rust_decimal::Decimal;

use super::{Role, Target};
use crate::day::Day;
use crate::say::{Lang, Said, Say};

/// The most that one cell names.
const MOST: usize = 200;

/// Why a cell does not say what a record belongs to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum ShareError {
    /// Not how a share is written.
    Share(String),
    /// Several, of which one has no share.
    Missing(String),
    /// A share that is not above 0 and at most 1.
    Range(String),
    /// The shares come to more than the whole.
    OverOne(Decimal),
    /// One at a time is allowed.
    OnlyOne,
    /// Not how a day is written.
    Day(String),
    /// Named twice.
    Twice(String),
    /// More than anybody needs.
    TooMany,
}

impl ShareError {
    /// What to write, in both languages.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Share(text) => Said::new(
                format!("“{text}”不是份额。请写作“代码:60%;代码:40%”"),
                format!("“{text}” is no share; write CODE:60%;CODE:40%"),
            ),
            Self::Missing(text) => Said::new(
                format!("写了几个，“{text}”却没有份额。请写作“代码:60%;代码:40%”"),
                format!("several are named, but “{text}” has no share; write CODE:60%;CODE:40%"),
            ),
            Self::Range(text) => Said::new(
                format!("份额“{text}”不对，应大于 0、不超过 100%"),
                format!("the share “{text}” is not above 0 and at most 100%"),
            ),
            Self::OverOne(total) => {
                let percent = (*total * Decimal::ONE_HUNDRED).normalize();
                Said::new(
                    format!("各份额合计 {percent}%，超过 100%。请核对各份额"),
                    format!("the shares come to {percent}%, more than 100%; check them"),
                )
            }
            Self::OnlyOne => {
                Said::new("同一时间只能写一个。请只留一个", "only one may be named at a time; keep one of them")
            }
            Self::Day(text) => Said::new(
                format!("“@”后面的“{text}”不是日期，应如 520115@2012-11-15"),
                format!("“{text}” after “@” is no day; write 520115@2012-11-15"),
            ),
            Self::Twice(text) => Said::new(
                format!("“{text}”写了两次。请合并份额"),
                format!("“{text}” is named twice; add the shares up"),
            ),
            Self::TooMany => Said::new(format!("超过 {MOST} 个，请核对"), format!("more than {MOST}; check them")),
        }
    }
}

impl Say for ShareError {
    fn say(&self, lang: Lang) -> String {
        self.said().say(lang)
    }
}

/// Reads a cell. Full-width punctuation is as good as half-width.
///
/// # Errors
/// [`ShareError`] when it is not written so, or says what cannot be.
pub fn targets(role: Role, text: &str) -> Result<Vec<Target>, ShareError> {
    let parts: Vec<&str> = text.split([';', '；', '、', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > MOST {
        return Err(ShareError::TooMany);
    }
    if parts.len() > 1 && !role.is_shared() {
        return Err(ShareError::OnlyOne);
    }
    let mut found: Vec<Target> = Vec::with_capacity(parts.len());
    for part in &parts {
        let (rest, since) = match part.rsplit_once(['@', '＠']) {
            Some((rest, day)) if role == Role::Successor => {
                (rest.trim(), Some(day.trim().parse().map_err(|_| ShareError::Day(shown(day)))?))
            }
            _ => (*part, None::<Day>),
        };
        let (asked, share) = match rest.rsplit_once([':', '：']) {
            Some((asked, written)) if role.is_shared() => (asked.trim(), Some(share(written)?)),
            _ => (rest, None),
        };
        if role.divides() && parts.len() > 1 && share.is_none() {
            return Err(ShareError::Missing(shown(asked)));
        }
        if asked.is_empty() || asked.chars().any(char::is_control) {
            return Err(ShareError::Share(shown(part)));
        }
        if found.iter().any(|own| own.asked == asked) {
            return Err(ShareError::Twice(shown(asked)));
        }
        found.push(Target { asked: asked.to_owned(), share: share.unwrap_or(Decimal::ONE), since });
    }
    let total: Decimal = found.iter().map(|target| target.share).sum();
    if role.divides() && total > Decimal::ONE { Err(ShareError::OverOne(total)) } else { Ok(found) }
}

fn share(written: &str) -> Result<Decimal, ShareError> {
    let plain: String = crate::code::narrow(written).collect();
    let (digits, hundredth) = match plain.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (plain.as_str(), false),
    };
    let fits = !digits.is_empty() && digits.len() <= 20 && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number = if fits { Decimal::from_str_exact(digits).ok() } else { None };
    let number = number.ok_or_else(|| ShareError::Share(shown(written)))?;
    let share = if hundredth { number * Decimal::new(1, 2) } else { number };
    if share > Decimal::ZERO && share <= Decimal::ONE {
        Ok(share.normalize())
    } else {
        Err(ShareError::Range(shown(written)))
    }
}

fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

/// Writes a cell as [`targets`] reads it: by shares only where they are not the whole.
#[must_use]
pub fn written_targets(role: Role, targets: &[Target]) -> String {
    let one = |target: &Target| {
        // What stands after the last colon would be taken for a share.
        let told = target.share != Decimal::ONE || (role.is_shared() && target.asked.contains([':', '：']));
        let share =
            if told { format!(":{}%", (target.share * Decimal::ONE_HUNDRED).normalize()) } else { String::new() };
        let since = target.since.map_or_else(String::new, |day| format!("@{day}"));
        format!("{}{share}{since}", target.asked)
    };
    targets.iter().map(one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_however_they_are_punctuated_and_written_one_way() {
        for text in ["Z1:60%;Z2:40%", "Z1：６０％；Z2：40％", " Z1:0.6 ; Z2:0.40;", "Z1:60%\nZ2:40%"] {
            let found = targets(Role::Zone, text).unwrap();
            assert_eq!(written_targets(Role::Zone, &found), "Z1:60%;Z2:40%", "{text}");
        }
        assert_eq!(targets(Role::Zone, "青禾经济开发区").unwrap()[0].share, Decimal::ONE);
        let found = targets(Role::Successor, "520115@2012-11-15;520100").unwrap();
        assert_eq!(written_targets(Role::Successor, &found), "520115@2012-11-15;520100");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (role, text) in [
            (Role::Zone, "Z1:60%;Z2:50%"),
            (Role::Zone, "Z1;Z2"),
            (Role::Zone, "Z1:0;Z2:40%"),
            (Role::Zone, "Z1:x"),
            (Role::Zone, "Z1:50%;Z1:50%"),
            (Role::Zone, ":50%"),
            (Role::Region, "520115;520116"),
            (Role::Successor, "520115@2012"),
            (Role::Zone, "Z1:79228162514264337593543950335%"),
        ] {
            assert!(targets(role, text).is_err(), "{text}");
        }
        assert!(targets(Role::Zone, &"Z;".repeat(500)).is_err());
    }
}
