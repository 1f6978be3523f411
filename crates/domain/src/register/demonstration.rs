//! Generated records: none of them can be taken for a real one.

/// Whether a record of this code and name was generated for demonstration (示例数据): it is called an example, or bears a
/// code of a region in a province that there is not.
#[must_use]
pub fn is_demonstration(code: &str, name: &str) -> bool {
    let no_province = code.len() == 6 && code.starts_with("99") && code.bytes().all(|b| b.is_ascii_digit());
    no_province || name.starts_with("示例") || name.ends_with("（示例）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_an_example_or_lies_in_no_province_is_generated() {
        for (code, name) in [("990121", "青禾县"), ("G991001", "示例省青禾经济技术开发区"), ("zhao", "赵敏（示例）")]
        {
            assert!(is_demonstration(code, name), "{name}");
        }
        for (code, name) in [("520100", "贵阳市"), ("G521041", "贵阳经济技术开发区"), ("", "苏州工业园区")]
        {
            assert!(!is_demonstration(code, name), "{name}");
        }
    }
}
